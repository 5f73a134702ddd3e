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

  /** An event whose payload is still deflated. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Piece(
      long id, String eventId, String group, long seen, byte[] deflated, int size) {}

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
    long from = 0;
    while (from < last) {
      long after = from;
      List<Piece> pieces = readers.read(connection -> pieces(connection, after, last));
      if (pieces.isEmpty()) {
        return;
      }
      for (Piece piece : pieces) {
        if (!visitor.visit(
            new ReplayedEvent(
                piece.eventId(),
                piece.group(),
                Instant.ofEpochMilli(piece.seen()),
                Deflated.inflate(piece.deflated(), piece.size())))) {
          return;
        }
        from = piece.id();
      }
    }
  }

  private List<Piece> pieces(Connection connection, long after, long last) throws SQLException {
    List<Piece> pieces = new ArrayList<>();
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
      try (ResultSet rows = select.executeQuery()) {
        while (pieces.size() < MOST_EVENTS && bytes < MOST_BYTES && rows.next()) {
          byte[] deflated = rows.getBytes(5);
          bytes += deflated.length;
          pieces.add(
              new Piece(
                  rows.getLong(1),
                  EventReads.id(rows, 2),
                  rows.getString(3),
                  rows.getLong(4),
                  deflated,
                  rows.getInt(6)));
        }
      }
    }
    return pieces;
  }
}
