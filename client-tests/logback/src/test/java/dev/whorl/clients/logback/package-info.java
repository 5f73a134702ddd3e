/** The official appender sends to the inbox. */
@NullMarked
package dev.whorl.clients.logback;

import org.jspecify.annotations.NullMarked;
