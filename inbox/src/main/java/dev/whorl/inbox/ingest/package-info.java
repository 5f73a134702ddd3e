/**
 * Reads what clients send to the inbox and what programs leave in a folder, whatever brings it, and
 * refuses with a reason what cannot be used.
 */
@NullMarked
package dev.whorl.inbox.ingest;

import org.jspecify.annotations.NullMarked;
