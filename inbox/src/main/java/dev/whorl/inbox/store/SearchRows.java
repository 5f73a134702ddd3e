package dev.whorl.inbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/**
 * The search index. The number of its row says the group and the event, so that a search finds
 * groups without a look at events.
 */
final class SearchRows {
  /** 33 million groups, and 270 thousand million events. */
  static final int EVENT_BITS = 38;

  private static final int LONGEST_TEXT = 32_768;

  private final PreparedStatement insert;

  SearchRows(Connection connection) throws SQLException {
    insert = connection.prepareStatement("INSERT INTO search (rowid, text) VALUES (?, ?)");
  }

  static long row(long group, long event) {
    return (group << EVENT_BITS) + event;
  }

  /** Adds texts in the order of their rows, since the index then writes them at once. */
  void save(Map<Long, String> textsInOrder) throws SQLException {
    for (Map.Entry<Long, String> entry : textsInOrder.entrySet()) {
      insert.setLong(1, entry.getKey());
      insert.setString(2, Text.cut(entry.getValue(), LONGEST_TEXT));
      insert.executeUpdate();
    }
  }
}
