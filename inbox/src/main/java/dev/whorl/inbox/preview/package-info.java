/** What other rules would do to the groups of events that were seen. */
@NullMarked
package dev.whorl.inbox.preview;

import org.jspecify.annotations.NullMarked;
