package dev.whorl.inbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through stored events in the order of their arrival, in pieces: one long read would keep the
 * log of changes from being emptied. Those that arrive meanwhile are left out.
 */
final class Replay {
  private static final int MOST_EVENTS = 500;
  private static final long MOST_BYTES = 8 << 20;

  private record Piece(long lastId, List<ReplayedEvent> events) {}

  private final Readers readers;
  private final long since;
  private final long until;

  Replay(Readers readers, @Nullable Instant since, @Nullable Instant until) {
    this.readers = readers;
    this.since = since == null ? Long.MIN_VALUE : since.toEpochMilli();
    this.until = until == null ? Long.MAX_VALUE : until.toEpochMilli();
  }

  long count() {
    return readers.read(
        new Query("SELECT COUNT(*) FROM event WHERE seen >= ? AND seen < ?", since, until)::number);
  }

  void forEach(EventVisitor visitor) {
    long last = readers.read(new Query("SELECT MAX(id) FROM event")::number);
    Piece piece = new Piece(0, List.of());
    do {
      long after = piece.lastId();
      piece = readers.read(connection -> piece(connection, after, last));
      for (ReplayedEvent event : piece.events()) {
        if (!visitor.visit(event)) {
          return;
        }
      }
    } while (!piece.events().isEmpty());
  }

  private Piece piece(Connection connection, long after, long last) throws SQLException {
    List<ReplayedEvent> events = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT e.id, e.event_id, g.hash, e.seen, p.deflated, p.size FROM event e"
                + " CROSS JOIN payload p ON p.id = e.id"
                + " CROSS JOIN event_group g ON g.id = e.group_id"
                + " WHERE e.id > ? AND e.id <= ? AND e.seen >= ? AND e.seen < ? ORDER BY e.id")) {
      select.setLong(1, after);
      select.setLong(2, last);
      select.setLong(3, since);
      select.setLong(4, until);
      long bytes = 0;
      long id = after;
      try (ResultSet rows = select.executeQuery()) {
        while (events.size() < MOST_EVENTS && bytes < MOST_BYTES && rows.next()) {
          id = rows.getLong(1);
          byte[] deflated = rows.getBytes(5);
          bytes += deflated.length;
          events.add(
              new ReplayedEvent(
                  EventReads.id(rows, 2),
                  rows.getString(3),
                  Instant.ofEpochMilli(rows.getLong(4)),
                  deflated,
                  rows.getInt(6)));
        }
      }
      return new Piece(id, events);
    }
  }
}
