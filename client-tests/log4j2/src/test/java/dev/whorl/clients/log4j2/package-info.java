/** The official appender sends to the inbox. */
@NullMarked
package dev.whorl.clients.log4j2;

import org.jspecify.annotations.NullMarked;
