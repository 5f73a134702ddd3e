/** Captures logged errors in tests, with assertions about how they are grouped. */
@NullMarked
package dev.whorl.testkit;

import org.jspecify.annotations.NullMarked;
