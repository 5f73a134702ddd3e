package dev.whorl.inbox.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of groups.
 *
 * @param total how many groups all pages have
 * @param cursor asks for the next page; null if this is the last one
 * @param groups in order
 */
public record GroupPage(long total, @Nullable String cursor, List<GroupSummary> groups) {}
