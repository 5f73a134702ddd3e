/** Whorl for Micrometer: the counters of an appender as meters. */
@NullMarked
package dev.whorl.micrometer;

import org.jspecify.annotations.NullMarked;
