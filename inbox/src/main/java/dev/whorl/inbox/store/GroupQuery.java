package dev.whorl.inbox.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which groups to list. All that is given must hold: a group is listed if it has events of the
 * environment, release, level, logger and time, and events with each of the searched words. The
 * numbers and times shown are then those of its events of that environment, release, level, logger
 * and time.
 *
 * @param query words that events of the group have, or that words of them begin with; null or blank
 *     for any
 * @param environment null for any
 * @param release null for any
 * @param level null for any
 * @param logger null for any
 * @param since only events of the hour of this time and later ones; null for no limit
 * @param until only events before this time, or before the end of its hour if that has begun; null
 *     for no limit
 * @param sort what comes first
 * @param limit the most groups of a page, 1 to 500
 * @param cursor {@link GroupPage#cursor()} of the page before; null for the first page
 */
public record GroupQuery(
    @Nullable String query,
    @Nullable String environment,
    @Nullable String release,
    @Nullable String level,
    @Nullable String logger,
    @Nullable Instant since,
    @Nullable Instant until,
    Sort sort,
    int limit,
    @Nullable String cursor) {
  /** What comes first. */
  public enum Sort {
    /** The group with the latest event. */
    LAST_SEEN,
    /** The group that is youngest. */
    FIRST_SEEN,
    /** The group with the most events, suppressed ones included. */
    EVENTS
  }

  /**
   * Checks what is given.
   *
   * @param query words that events of the group have, or that words of them begin with; null or
   *     blank for any
   * @param environment null for any
   * @param release null for any
   * @param level null for any
   * @param logger null for any
   * @param since only events of the hour of this time and later ones; null for no limit
   * @param until only events before this time, or before the end of its hour if that has begun;
   *     null for no limit
   * @param sort what comes first
   * @param limit the most groups of a page, 1 to 500
   * @param cursor {@link GroupPage#cursor()} of the page before; null for the first page
   * @throws IllegalArgumentException if the limit is not 1 to 500
   */
  public GroupQuery {
    Paging.check(limit);
  }

  /**
   * All groups, the latest first.
   *
   * @param limit the most groups of a page, 1 to 500
   * @return the query
   */
  public static GroupQuery all(int limit) {
    return new GroupQuery(null, null, null, null, null, null, null, Sort.LAST_SEEN, limit, null);
  }

  boolean hasFacet() {
    return environment != null || release != null || level != null || logger != null;
  }

  boolean hasWindow() {
    return since != null || until != null;
  }
}
