/** Reads events as a client sent them. */
@NullMarked
package dev.whorl.inbox.payload;

import org.jspecify.annotations.NullMarked;
