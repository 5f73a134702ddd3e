package dev.whorl.inbox.store;

import dev.whorl.inbox.payload.EventDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the group of an event by its hashes, as a server does: that of the first hash that is
 * known, else a new one. Hashes that were not known belong to that group from then on.
 */
final class GroupKeys {
  private static final int MOST_CACHED = 50_000;
  private static final int MOST_HASHES = 1000;

  private final Map<String, Long> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_CACHED;
        }
      };
  private final PreparedStatement find;
  private final PreparedStatement attach;
  private final PreparedStatement insert;

  /** No number is given twice, so that nothing that is known of a removed group is of a new one. */
  private long last;

  GroupKeys(Connection connection) throws SQLException {
    find = connection.prepareStatement("SELECT group_id FROM group_hash WHERE hash = ?");
    // A group that has very many hashes takes no more: they would never be given back.
    attach =
        connection.prepareStatement(
            "INSERT INTO group_hash (hash, group_id) SELECT ?1, ?2 WHERE"
                + " (SELECT COUNT(*) FROM group_hash WHERE group_id = ?2) < "
                + MOST_HASHES);
    insert =
        connection.prepareStatement(
            "INSERT INTO event_group (id, hash, title, place, level, fingerprint, origin, events,"
                + " suppressed, first_seen, last_seen)"
                + " VALUES (?, ?, '', '', '', '[]', '', 0, 0, ?, ?)");
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT MAX(id) FROM event_group")) {
      last = row.next() ? row.getLong(1) : 0;
    }
  }

  long group(EventDigest digest) throws SQLException {
    List<String> hashes = digest.hashes();
    @Nullable Long group = null;
    for (String hash : hashes) {
      group = find(hash);
      if (group != null) {
        break;
      }
    }
    if (group == null) {
      group = create(digest.hash());
    }
    for (String hash : hashes) {
      if (find(hash) == null) {
        attach(hash, group);
      }
    }
    return group;
  }

  private @Nullable Long find(String hash) throws SQLException {
    Long cached = cache.get(hash);
    if (cached != null) {
      return cached;
    }
    find.setString(1, hash);
    try (ResultSet row = find.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      long group = row.getLong(1);
      cache.put(hash, group);
      return group;
    }
  }

  private long create(String hash) throws SQLException {
    insert.setLong(1, ++last);
    insert.setString(2, hash);
    insert.setLong(3, Long.MAX_VALUE);
    insert.setLong(4, Long.MIN_VALUE);
    insert.executeUpdate();
    return last;
  }

  private void attach(String hash, long group) throws SQLException {
    attach.setString(1, hash);
    attach.setLong(2, group);
    if (attach.executeUpdate() > 0) {
      cache.put(hash, group);
    }
  }

  /** Forgets what may have changed: a rollback or a removed group. */
  void forget() {
    cache.clear();
  }

  void forget(String hash) {
    cache.remove(hash);
  }
}
