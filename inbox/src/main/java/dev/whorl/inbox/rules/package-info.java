/** The rules by which the inbox groups. */
@NullMarked
package dev.whorl.inbox.rules;

import org.jspecify.annotations.NullMarked;
