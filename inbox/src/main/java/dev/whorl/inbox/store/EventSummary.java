package dev.whorl.inbox.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event in a list.
 *
 * @param eventId its id
 * @param received when it arrived
 * @param seen when it happened, or arrived if it does not say or says a later time
 * @param title what it is shown as
 * @param level for example {@code error}
 * @param environment for example {@code production}
 * @param release null for none
 * @param logger null for none
 * @param source where it came from
 * @param suppressed how many events clients counted instead of sending them before this one
 */
public record EventSummary(
    String eventId,
    Instant received,
    Instant seen,
    String title,
    String level,
    String environment,
    @Nullable String release,
    @Nullable String logger,
    String source,
    long suppressed) {}
