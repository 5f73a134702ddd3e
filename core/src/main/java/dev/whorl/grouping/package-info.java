/** Which group an event belongs to, and why: what a server of the protocol would compute. */
@NullMarked
package dev.whorl.grouping;

import org.jspecify.annotations.NullMarked;
