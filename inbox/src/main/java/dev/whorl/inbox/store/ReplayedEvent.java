package dev.whorl.inbox.store;

import java.time.Instant;

/**
 * A stored event as {@link EventStore#forEachEvent} shows it.
 *
 * @param eventId its id
 * @param group the hash that names its group
 * @param seen when it happened, or arrived if it does not say or says a later time
 * @param payload the event as it was sent
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; a copy of each payload costs.
public record ReplayedEvent(String eventId, String group, Instant seen, byte[] payload) {}
