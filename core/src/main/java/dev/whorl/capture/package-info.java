/**
 * From a log call to an event: reads throwables, tells own code from foreign, masks what is secret.
 */
@NullMarked
package dev.whorl.capture;

import org.jspecify.annotations.NullMarked;
