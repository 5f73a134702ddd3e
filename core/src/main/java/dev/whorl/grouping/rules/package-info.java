/** The rules that change how events are grouped: of fingerprints and of stack traces. */
@NullMarked
package dev.whorl.grouping.rules;

import org.jspecify.annotations.NullMarked;
