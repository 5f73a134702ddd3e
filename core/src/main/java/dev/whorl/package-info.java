/** The front door: settings, the reporter behind an appender, and what users plug in. */
@NullMarked
package dev.whorl;

import org.jspecify.annotations.NullMarked;
