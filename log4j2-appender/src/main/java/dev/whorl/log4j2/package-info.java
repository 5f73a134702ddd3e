/** Whorl for Log4j 2: the appender, and what log calls use to say how they are grouped. */
@NullMarked
package dev.whorl.log4j2;

import org.jspecify.annotations.NullMarked;
