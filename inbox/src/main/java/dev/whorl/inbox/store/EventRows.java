package dev.whorl.inbox.store;

import dev.whorl.inbox.payload.EventDigest;
import dev.whorl.inbox.store.Names.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Stores single events. */
final class EventRows {
  private static final int LONGEST_TITLE = 300;

  /** A clock that is ahead more than this is wrong; a server allows as much. */
  private static final long MOST_AHEAD = 60_000;

  private final Connection connection;
  private final Names names;
  private final GroupKeys groups;
  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement insertPayload;
  private long last;

  EventRows(Connection connection, Names names, GroupKeys groups) throws SQLException {
    this.connection = connection;
    this.names = names;
    this.groups = groups;
    find = connection.prepareStatement("SELECT 1 FROM event WHERE event_id = ?");
    insert =
        connection.prepareStatement(
            "INSERT INTO event (id, event_id, group_id, received, seen, suppressed, environment,"
                + " release, level, logger, source, title) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
    insertPayload =
        connection.prepareStatement("INSERT INTO payload (id, size, deflated) VALUES (?,?,?)");
    reload();
  }

  /** Looks up the last number again, after a rollback. */
  void reload() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT MAX(id) FROM event")) {
      last = Math.max(last, row.next() ? row.getLong(1) : 0);
    }
  }

  Added add(Job.Add job, Batch batch) throws SQLException {
    NewEvent event = job.event();
    byte[] eventId = HexFormat.of().parseHex(event.eventId());
    if (event.position() != null) {
      batch.positions.put(event.position().file(), event.position().position());
    }
    if (isStored(eventId)) {
      batch.count("duplicates", "", 1);
      return Added.DUPLICATE;
    }
    EventDigest digest = event.digest();
    Facet facet =
        new Facet(
            groups.group(digest),
            names.number(Kind.ENVIRONMENT, digest.environment()),
            names.number(Kind.RELEASE, digest.release()),
            names.number(Kind.LEVEL, digest.level()),
            names.number(Kind.LOGGER, digest.logger()));
    long id = ++last;
    long received = event.received().toEpochMilli();
    long seen = seen(digest.timestamp(), received);
    insert.setLong(1, id);
    insert.setBytes(2, eventId);
    insert.setLong(3, facet.group());
    insert.setLong(4, received);
    insert.setLong(5, seen);
    insert.setLong(6, digest.suppressed());
    insert.setLong(7, facet.environment());
    insert.setLong(8, facet.release());
    insert.setLong(9, facet.level());
    insert.setLong(10, facet.logger());
    insert.setLong(11, names.number(Kind.SOURCE, event.source()));
    insert.setString(12, Text.cut(digest.title(), LONGEST_TITLE));
    insert.executeUpdate();
    insertPayload.setLong(1, id);
    insertPayload.setInt(2, event.payload().length);
    insertPayload.setBytes(3, job.deflated());
    insertPayload.executeUpdate();
    batch.add(event, facet, id, seen);
    batch.count("stored", "", 1);
    batch.count("events", "", 1);
    batch.count("source", Text.cut(event.source(), Names.LONGEST), 1);
    return Added.STORED;
  }

  private boolean isStored(byte[] eventId) throws SQLException {
    find.setBytes(1, eventId);
    try (ResultSet row = find.executeQuery()) {
      return row.next();
    }
  }

  private static long seen(@Nullable Instant timestamp, long received) {
    if (timestamp == null) {
      return received;
    }
    long seen = timestamp.toEpochMilli();
    return seen < 0 || seen > received + MOST_AHEAD ? received : seen;
  }
}
