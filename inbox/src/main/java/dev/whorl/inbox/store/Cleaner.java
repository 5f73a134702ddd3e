package dev.whorl.inbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes what the retention does not keep, a little at a time. Events go in the order of their
 * arrival; a group goes with its last event.
 */
final class Cleaner {
  private static final int STEP = 1000;
  private static final long HOUR = 3_600_000;
  private static final List<String> OF_GROUP =
      List.of(
          "event_group WHERE id",
          "group_hash WHERE group_id",
          "tag WHERE group_id",
          "facet WHERE group_id",
          "period WHERE group_id");

  private final Connection connection;
  private final Retention retention;
  private final Clock clock;
  private final GroupKeys keys;
  private final SearchRows search;
  private final StateRows state;
  private final PreparedStatement count;
  private final PreparedStatement oldest;
  private final List<PreparedStatement> deleteEvent = new ArrayList<>();
  private final PreparedStatement hasEvents;
  private final PreparedStatement hashes;
  private final List<PreparedStatement> deleteGroup = new ArrayList<>();
  private final PreparedStatement deletePeriods;

  Cleaner(
      Connection connection,
      Retention retention,
      Clock clock,
      GroupKeys keys,
      SearchRows search,
      StateRows state)
      throws SQLException {
    this.connection = connection;
    this.retention = retention;
    this.clock = clock;
    this.keys = keys;
    this.search = search;
    this.state = state;
    count = connection.prepareStatement("SELECT count FROM counter WHERE kind = 'events'");
    oldest =
        connection.prepareStatement("SELECT id, group_id, received FROM event ORDER BY id LIMIT ?");
    deleteEvent.add(connection.prepareStatement("DELETE FROM payload WHERE id = ?"));
    deleteEvent.add(connection.prepareStatement("DELETE FROM event WHERE id = ?"));
    hasEvents = connection.prepareStatement("SELECT 1 FROM event WHERE group_id = ? LIMIT 1");
    hashes = connection.prepareStatement("SELECT hash FROM group_hash WHERE group_id = ?");
    for (String table : OF_GROUP) {
      deleteGroup.add(connection.prepareStatement("DELETE FROM " + table + " = ?"));
    }
    deletePeriods =
        connection.prepareStatement(
            "DELETE FROM period WHERE (group_id, hours, start, environment, release, level, logger)"
                + " IN (SELECT group_id, hours, start, environment, release, level, logger"
                + " FROM period WHERE hours = ? AND start < ? LIMIT "
                + STEP
                + ")");
  }

  /** Removes some of it; returns how much that was, 0 if nothing is left to remove. */
  int step() throws SQLException {
    // A time before 1970 is before all events.
    long cutoff = Math.max(0, clock.millis() - millis(retention.maxAge()));
    List<long[]> gone = gone(cutoff);
    int removed = gone.size() + search.deleteOutdated();
    for (int hours : Period.LENGTHS) {
      deletePeriods.setLong(1, hours);
      // A period stays until its end is too old, too.
      deletePeriods.setLong(2, cutoff / HOUR - hours + 1);
      removed += deletePeriods.executeUpdate();
    }
    if (!gone.isEmpty()) {
      Set<Long> groups = new HashSet<>();
      for (long[] event : gone) {
        delete(event[0]);
        groups.add(event[1]);
      }
      for (long group : groups) {
        deleteIfEmpty(group);
      }
      Batch batch = new Batch();
      batch.count("events", "", -gone.size());
      state.save(batch);
    }
    connection.commit();
    return removed;
  }

  private static long millis(Duration age) {
    try {
      return age.toMillis();
    } catch (ArithmeticException forever) {
      return Long.MAX_VALUE;
    }
  }

  private List<long[]> gone(long cutoff) throws SQLException {
    long events;
    try (ResultSet row = count.executeQuery()) {
      events = row.next() ? row.getLong(1) : 0;
    }
    long surplus = events - retention.maxEvents();
    // Mostly there is nothing to remove, which the first one tells.
    List<long[]> gone = surplus > 0 ? gone(surplus, cutoff, STEP) : gone(surplus, cutoff, 1);
    return gone.size() == 1 ? gone(surplus, cutoff, STEP) : gone;
  }

  private List<long[]> gone(long surplus, long cutoff, int most) throws SQLException {
    List<long[]> gone = new ArrayList<>();
    oldest.setInt(1, most);
    try (ResultSet rows = oldest.executeQuery()) {
      while (rows.next()) {
        if (gone.size() < surplus || rows.getLong(3) < cutoff) {
          gone.add(new long[] {rows.getLong(1), rows.getLong(2)});
        }
      }
    }
    return gone;
  }

  private void delete(long event) throws SQLException {
    for (PreparedStatement delete : deleteEvent) {
      delete.setLong(1, event);
      delete.executeUpdate();
    }
  }

  private void deleteIfEmpty(long group) throws SQLException {
    hasEvents.setLong(1, group);
    try (ResultSet row = hasEvents.executeQuery()) {
      if (row.next()) {
        return;
      }
    }
    hashes.setLong(1, group);
    try (ResultSet rows = hashes.executeQuery()) {
      while (rows.next()) {
        keys.forget(rows.getString(1));
      }
    }
    search.deleteGroup(group);
    for (PreparedStatement delete : deleteGroup) {
      delete.setLong(1, group);
      delete.executeUpdate();
    }
  }
}
