package dev.whorl.inbox.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the inbox. Those of what arrived count since the file was made.
 *
 * @param received events that arrived: stored, duplicate and rejected ones
 * @param stored events that were stored
 * @param duplicates events that were stored already when they arrived
 * @param rejected events that were refused, by reason
 * @param ignoredItems items of envelopes that are not used, by type
 * @param clientDiscards events that clients reported as lost, by their reason
 * @param sources events that were stored, by where they came from
 * @param groups groups in the file now
 * @param events events in the file now
 * @param suppressed events of these groups that clients counted instead of sending them
 * @param databaseBytes the size of the file and of its log of changes
 * @param problem what last went wrong with writing, if nothing was written since; null for nothing
 */
public record Totals(
    long received,
    long stored,
    long duplicates,
    Map<String, Long> rejected,
    Map<String, Long> ignoredItems,
    Map<String, Long> clientDiscards,
    Map<String, Long> sources,
    long groups,
    long events,
    long suppressed,
    long databaseBytes,
    @Nullable String problem) {}
