/** What of an event takes part in grouping: what rules look at and groups are made of. */
@NullMarked
package dev.whorl.grouping.facts;

import org.jspecify.annotations.NullMarked;
