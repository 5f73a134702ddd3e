/** The command {@code whorl}. */
@NullMarked
package dev.whorl.inbox.cli;

import org.jspecify.annotations.NullMarked;
