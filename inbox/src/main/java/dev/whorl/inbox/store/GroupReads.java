package dev.whorl.inbox.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one group, or a few of them, are asked for. */
final class GroupReads {
  private static final long HOUR = 3_600_000;
  private static final int MOST_HOURS = 24 * 31;
  private static final int MOST_BARS = 1000;
  private static final int MOST_HASHES = 1000;

  private final Clock clock;

  GroupReads(Clock clock) {
    this.clock = clock;
  }

  static Optional<Long> id(Connection connection, String hash) throws SQLException {
    return new Query("SELECT group_id FROM group_hash WHERE hash = ?", hash)
        .first(connection, row -> row.getLong(1));
  }

  Optional<GroupSummary> group(Connection connection, String hash) throws SQLException {
    return new Query(
            "SELECT g.hash, g.title, g.place, g.level, g.fingerprint, g.origin, g.events,"
                + " g.suppressed, g.first_seen, g.last_seen FROM event_group g"
                + " WHERE g.id = (SELECT group_id FROM group_hash WHERE hash = ?)",
            hash)
        .first(connection, GroupList::summary);
  }

  List<String> hashes(Connection connection, String hash) throws SQLException {
    return new Query(
            "SELECT h.hash FROM group_hash h JOIN event_group g ON g.id = h.group_id"
                + " WHERE h.group_id = (SELECT group_id FROM group_hash WHERE hash = ?)"
                + " ORDER BY h.hash <> g.hash, h.hash LIMIT "
                + MOST_HASHES,
            hash)
        .list(connection, row -> row.getString(1));
  }

  Optional<String> latestEvent(Connection connection, String hash) throws SQLException {
    return new Query(
            "SELECT lower(hex(event_id)) FROM event"
                + " WHERE group_id = (SELECT group_id FROM group_hash WHERE hash = ?)"
                + " ORDER BY seen DESC, id DESC LIMIT 1",
            hash)
        .first(connection, row -> row.getString(1));
  }

  /** In the order of the alphabet; what is beyond all names comes last. */
  List<TagShare> tags(Connection connection, String hash) throws SQLException {
    Map<String, List<TagShare.Value>> values = new LinkedHashMap<>();
    Map<String, Long> others = new LinkedHashMap<>();
    new Query(
            "SELECT name, beyond, value, count FROM tag"
                + " WHERE group_id = (SELECT group_id FROM group_hash WHERE hash = ?)"
                + " ORDER BY name = '' AND beyond, name, beyond, count DESC, value",
            hash)
        .list(
            connection,
            row -> {
              String name = row.getString(1);
              List<TagShare.Value> ofName = values.computeIfAbsent(name, none -> new ArrayList<>());
              return row.getBoolean(2)
                  ? others.merge(name, row.getLong(4), Long::sum)
                  : ofName.add(new TagShare.Value(row.getString(3), row.getLong(4)));
            });
    List<TagShare> shares = new ArrayList<>();
    values.forEach(
        (name, ofName) ->
            shares.add(new TagShare(name, List.copyOf(ofName), others.getOrDefault(name, 0L))));
    return List.copyOf(shares);
  }

  /** The last number is that of the hour that is not over yet. */
  Map<String, long[]> sparklines(Connection connection, Collection<String> hashes, int hours)
      throws SQLException {
    if (hours < 1 || hours > MOST_HOURS) {
      throw new IllegalArgumentException("hours is " + hours + ": it must be 1 to " + MOST_HOURS);
    }
    long first = Math.floorDiv(clock.millis(), HOUR) - hours + 1;
    Map<String, long[]> lines = new LinkedHashMap<>();
    for (String hash : hashes) {
      long[] line = new long[hours];
      new Query(
              "SELECT start, SUM(events) FROM period"
                  + " WHERE group_id = (SELECT group_id FROM group_hash WHERE hash = ?)"
                  + " AND hours = 1 AND start BETWEEN ? AND ? GROUP BY start",
              hash,
              first,
              first + hours - 1)
          .list(connection, row -> line[(int) (row.getLong(1) - first)] = row.getLong(2));
      lines.put(hash, line);
    }
    return lines;
  }

  /** Bars of whole hours come from their sums, shorter ones from the stored events. */
  List<ChartBar> chart(
      Connection connection, String hash, Instant since, Instant until, int buckets)
      throws SQLException {
    if (buckets < 1 || buckets > MOST_BARS) {
      throw new IllegalArgumentException(
          "buckets is " + buckets + ": it must be 1 to " + MOST_BARS);
    }
    if (!since.isBefore(until)) {
      throw new IllegalArgumentException(
          "since is " + since + " and until is " + until + ": since must be earlier");
    }
    long start = since.toEpochMilli();
    long end = until.toEpochMilli();
    long width = Math.max(1, roundedUp(end - start, buckets));
    boolean byHour = width >= HOUR;
    if (byHour) {
      start = Math.floorDiv(start, HOUR) * HOUR;
      width = roundedUp(roundedUp(end - start, buckets), HOUR) * HOUR;
    }
    long[] bars = new long[(int) roundedUp(end - start, width)];
    Query sums =
        byHour
            ? new Query("SELECT (start * 3600000 - ?) / ?, SUM(events) FROM period", start, width)
            : new Query(
                "SELECT (seen - ?) / ?, COUNT(*) + SUM(suppressed) FROM event", start, width);
    sums.add(" WHERE group_id = (SELECT group_id FROM group_hash WHERE hash = ?)", hash);
    if (byHour) {
      sums.add(" AND hours = 1 AND start >= ? AND start < ?", start / HOUR, roundedUp(end, HOUR));
    } else {
      sums.add(" AND seen >= ? AND seen < ?", start, end);
    }
    sums.add(" GROUP BY 1").list(connection, row -> bars[row.getInt(1)] = row.getLong(2));
    List<ChartBar> chart = new ArrayList<>();
    for (int i = 0; i < bars.length; i++) {
      chart.add(new ChartBar(Instant.ofEpochMilli(start + i * width), bars[i]));
    }
    return List.copyOf(chart);
  }

  private static long roundedUp(long dividend, long divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }
}
