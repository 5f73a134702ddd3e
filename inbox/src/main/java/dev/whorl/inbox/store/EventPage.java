package dev.whorl.inbox.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the events of a group.
 *
 * @param total how many stored events the group has
 * @param cursor asks for the next page; null if this is the last one
 * @param events the latest first
 */
public record EventPage(long total, @Nullable String cursor, List<EventSummary> events) {}
