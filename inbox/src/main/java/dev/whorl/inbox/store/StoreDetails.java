package dev.whorl.inbox.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a store is and keeps.
 *
 * @param retention how much it keeps
 * @param oldestArrival when the oldest event arrived that it has; null for none
 * @param sqliteVersion of the library that writes the file
 * @param schemaVersion of the tables in the file
 */
public record StoreDetails(
    Retention retention,
    @Nullable Instant oldestArrival,
    String sqliteVersion,
    int schemaVersion) {}
