package dev.whorl.inbox.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What single events are asked for. Those of a group are in the order of their time. */
final class EventReads {
  private static final String ORDER = "time";

  /** An event of a list and its place. */
  private record Row(EventSummary event, long id) {}

  EventPage events(Connection connection, String hash, @Nullable String cursor, int limit)
      throws SQLException {
    Paging.check(limit);
    Paging from = Paging.at(cursor, ORDER);
    Optional<Long> group = GroupReads.id(connection, hash);
    if (group.isEmpty()) {
      return new EventPage(0, null, List.of());
    }
    long total =
        new Query("SELECT COUNT(*) FROM event WHERE group_id = ?", group.get()).number(connection);
    List<Row> rows =
        new Query(
                "SELECT e.event_id, e.received, e.seen, e.title, l.value, n.value, r.value,"
                    + " o.value, s.value, e.suppressed, e.id FROM event e"
                    + " LEFT JOIN name l ON l.id = e.level LEFT JOIN name n ON n.id = e.environment"
                    + " LEFT JOIN name r ON r.id = e.release LEFT JOIN name o ON o.id = e.logger"
                    + " LEFT JOIN name s ON s.id = e.source"
                    + " WHERE e.group_id = ? AND (e.seen, e.id) < (?, ?)"
                    + " ORDER BY e.seen DESC, e.id DESC LIMIT ?",
                group.get(),
                from.key(),
                from.row(),
                limit + 1)
            .list(connection, row -> new Row(summary(row), row.getLong(11)));
    @Nullable String next = null;
    if (rows.size() > limit) {
      Row last = rows.get(limit - 1);
      next = new Paging(ORDER, last.event().seen().toEpochMilli(), last.id()).cursor();
    }
    return new EventPage(total, next, rows.stream().limit(limit).map(Row::event).toList());
  }

  private static EventSummary summary(ResultSet row) throws SQLException {
    return new EventSummary(
        id(row, 1),
        Instant.ofEpochMilli(row.getLong(2)),
        Instant.ofEpochMilli(row.getLong(3)),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getLong(10));
  }

  Optional<StoredEvent> event(Connection connection, String eventId) throws SQLException {
    if (!eventId.matches("[0-9a-f]{32}")) {
      return Optional.empty();
    }
    Optional<long[]> place =
        new Query(
                "SELECT group_id, seen, id FROM event WHERE event_id = ?",
                (Object) HexFormat.of().parseHex(eventId))
            .first(connection, row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)});
    if (place.isEmpty()) {
      return Optional.empty();
    }
    String newer = neighbour(connection, place.get(), " > (?, ?) ORDER BY seen, id");
    String older = neighbour(connection, place.get(), " < (?, ?) ORDER BY seen DESC, id DESC");
    return new Query(
            "SELECT g.hash, e.received, e.seen, s.value, p.size, p.deflated FROM event e"
                + " JOIN payload p ON p.id = e.id JOIN event_group g ON g.id = e.group_id"
                + " LEFT JOIN name s ON s.id = e.source WHERE e.id = ?",
            place.get()[2])
        .first(
            connection,
            row ->
                new StoredEvent(
                    eventId,
                    row.getString(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    Instant.ofEpochMilli(row.getLong(3)),
                    row.getString(4),
                    Deflated.inflate(row.getBytes(6), row.getInt(5)),
                    newer,
                    older));
  }

  private static @Nullable String neighbour(Connection connection, long[] place, String side)
      throws SQLException {
    return new Query(
            "SELECT event_id FROM event WHERE group_id = ? AND (seen, id)" + side + " LIMIT 1",
            place[0],
            place[1],
            place[2])
        .first(connection, row -> id(row, 1))
        .orElse(null);
  }

  static String id(ResultSet row, int column) throws SQLException {
    return HexFormat.of().formatHex(row.getBytes(column));
  }
}
