/** Keeps events in a SQLite file: groups them by their hashes, counts and searches them. */
@NullMarked
package dev.whorl.inbox.store;

import org.jspecify.annotations.NullMarked;
