package dev.whorl.inbox.store;

import java.time.Instant;
import java.util.List;

/**
 * A group in a list. Its title, place, level and fingerprint are those of its latest event. Numbers
 * and times stay when old events leave the store, as long as the group has an event.
 *
 * @param hash the primary hash of its first event, which names it
 * @param title what it is shown as
 * @param where the method to look at; empty for none
 * @param level for example {@code error}
 * @param events how many there were, suppressed ones included
 * @param suppressed how many of them clients counted instead of sending them
 * @param firstSeen when the earliest happened
 * @param lastSeen when the latest happened
 * @param fingerprint its parts
 * @param from where the fingerprint comes from, for example {@code rule:3}
 */
public record GroupSummary(
    String hash,
    String title,
    String where,
    String level,
    long events,
    long suppressed,
    Instant firstSeen,
    Instant lastSeen,
    List<String> fingerprint,
    String from) {}
