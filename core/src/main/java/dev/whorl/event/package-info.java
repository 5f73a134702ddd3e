/** The data of Whorl: what an appender saw and what is sent. Immutable; the ground floor. */
@NullMarked
package dev.whorl.event;

import org.jspecify.annotations.NullMarked;
