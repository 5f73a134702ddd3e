/** The way out: what waits to be sent, and who sends it. */
@NullMarked
package dev.whorl.delivery;

import org.jspecify.annotations.NullMarked;
