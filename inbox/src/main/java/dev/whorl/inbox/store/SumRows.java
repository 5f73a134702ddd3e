package dev.whorl.inbox.store;

import dev.whorl.inbox.payload.EventDigest;
import dev.whorl.inbox.store.Batch.OfGroup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Adds what a batch changes to the sums of groups, their facets and periods. */
final class SumRows {
  /** Beyond it a group has one more facet, in which only the level is told apart. */
  private static final int MOST_FACETS = 1000;

  private static final int LONGEST_TITLE = 1000;
  private static final String ADD_UP =
      " DO UPDATE SET events = events + excluded.events,"
          + " suppressed = suppressed + excluded.suppressed,"
          + " first_seen = MIN(first_seen, excluded.first_seen),"
          + " last_seen = MAX(last_seen, excluded.last_seen)";

  private final Names names;
  private final PreparedStatement group;
  private final PreparedStatement latest;
  private final PreparedStatement isKnown;
  private final PreparedStatement countFacets;
  private final PreparedStatement facet;
  private final PreparedStatement period;

  SumRows(Connection connection, Names names) throws SQLException {
    this.names = names;
    latest =
        connection.prepareStatement(
            "UPDATE event_group SET title = ?, place = ?, level = ?, fingerprint = ?, origin = ?"
                + " WHERE id = ? AND last_seen <= ?");
    group =
        connection.prepareStatement(
            "UPDATE event_group SET events = events + ?, suppressed = suppressed + ?,"
                + " first_seen = MIN(first_seen, ?), last_seen = MAX(last_seen, ?) WHERE id = ?");
    isKnown =
        connection.prepareStatement(
            "SELECT 1 FROM facet WHERE group_id = ? AND environment = ? AND release = ?"
                + " AND level = ? AND logger = ?");
    countFacets = connection.prepareStatement("SELECT COUNT(*) FROM facet WHERE group_id = ?");
    facet =
        connection.prepareStatement(
            "INSERT INTO facet (group_id, environment, release, level, logger, events, suppressed,"
                + " first_seen, last_seen) VALUES (?,?,?,?,?,?,?,?,?)"
                + " ON CONFLICT (group_id, environment, release, level, logger)"
                + ADD_UP);
    period =
        connection.prepareStatement(
            "INSERT INTO period (group_id, environment, release, level, logger, events, suppressed,"
                + " first_seen, last_seen, hours, start) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
                + " ON CONFLICT (group_id, hours, start, environment, release, level, logger)"
                + ADD_UP);
  }

  void save(Batch batch) throws SQLException {
    for (Map.Entry<Long, OfGroup> entry : batch.groups.entrySet()) {
      saveGroup(entry.getKey(), entry.getValue());
    }
    for (Map.Entry<Facet, Map<Long, Sums>> entry : batch.hours.entrySet()) {
      savePeriods(bounded(entry.getKey()), entry.getValue());
    }
  }

  private void saveGroup(long id, OfGroup change) throws SQLException {
    EventDigest digest = change.latest.digest();
    latest.setString(1, Text.cut(digest.title(), LONGEST_TITLE));
    latest.setString(2, Text.cut(digest.where(), LONGEST_TITLE));
    latest.setString(3, digest.level());
    latest.setString(4, Text.ofList(digest.fingerprint()));
    latest.setString(5, Text.cut(digest.from(), Names.LONGEST));
    latest.setLong(6, id);
    latest.setLong(7, change.sums.lastSeen);
    latest.executeUpdate();
    setSums(group, 1, change.sums);
    group.setLong(5, id);
    group.executeUpdate();
  }

  private Facet bounded(Facet wanted) throws SQLException {
    setFacet(isKnown, wanted);
    try (ResultSet row = isKnown.executeQuery()) {
      if (row.next()) {
        return wanted;
      }
    }
    countFacets.setLong(1, wanted.group());
    try (ResultSet row = countFacets.executeQuery()) {
      if (row.next() && row.getLong(1) < MOST_FACETS) {
        return wanted;
      }
    }
    return new Facet(
        wanted.group(),
        names.number(Names.Kind.ENVIRONMENT, Names.OTHER),
        names.number(Names.Kind.RELEASE, Names.OTHER),
        wanted.level(),
        names.number(Names.Kind.LOGGER, Names.OTHER));
  }

  private void savePeriods(Facet key, Map<Long, Sums> hours) throws SQLException {
    Sums all = new Sums();
    setFacet(period, key);
    for (int length : Period.LENGTHS) {
      Map<Long, Sums> periods = new HashMap<>();
      for (Map.Entry<Long, Sums> hour : hours.entrySet()) {
        long start = Math.floorDiv(hour.getKey(), length) * length;
        periods.computeIfAbsent(start, none -> new Sums()).add(hour.getValue());
      }
      period.setLong(10, length);
      for (Map.Entry<Long, Sums> entry : periods.entrySet()) {
        setSums(period, 6, entry.getValue());
        period.setLong(11, entry.getKey());
        period.executeUpdate();
      }
    }
    hours.values().forEach(all::add);
    setFacet(facet, key);
    setSums(facet, 6, all);
    facet.executeUpdate();
  }

  private static void setFacet(PreparedStatement statement, Facet key) throws SQLException {
    statement.setLong(1, key.group());
    statement.setLong(2, key.environment());
    statement.setLong(3, key.release());
    statement.setLong(4, key.level());
    statement.setLong(5, key.logger());
  }

  private static void setSums(PreparedStatement statement, int first, Sums sums)
      throws SQLException {
    statement.setLong(first, sums.events);
    statement.setLong(first + 1, sums.suppressed);
    statement.setLong(first + 2, sums.firstSeen);
    statement.setLong(first + 3, sums.lastSeen);
  }
}
