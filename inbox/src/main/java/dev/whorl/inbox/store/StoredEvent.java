package dev.whorl.inbox.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored event.
 *
 * @param eventId its id
 * @param group the hash that names its group
 * @param received when it arrived
 * @param seen when it happened, or arrived if it does not say or says a later time
 * @param source where it came from
 * @param payload the event as it was sent
 * @param newer the id of the next event of its group; null if this is the latest
 * @param older the id of the event of its group before it; null if this is the oldest stored one
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; a copy of each payload costs.
public record StoredEvent(
    String eventId,
    String group,
    Instant received,
    Instant seen,
    String source,
    byte[] payload,
    @Nullable String newer,
    @Nullable String older) {}
