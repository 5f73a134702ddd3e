/** Whorl for Logback: the appender, and what log calls use to say how they are grouped. */
@NullMarked
package dev.whorl.logback;

import org.jspecify.annotations.NullMarked;
