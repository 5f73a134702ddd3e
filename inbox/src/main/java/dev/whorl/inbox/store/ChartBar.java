package dev.whorl.inbox.store;

import java.time.Instant;

/**
 * A bar of a chart.
 *
 * @param start where its time begins; it ends where the next one begins
 * @param events how many there were, suppressed ones included
 */
public record ChartBar(Instant start, long events) {}
