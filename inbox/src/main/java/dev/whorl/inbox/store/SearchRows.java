package dev.whorl.inbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The search index. The number of its row says the group and the event, so that a search finds
 * groups without a look at events.
 *
 * <p>Most words of an event were in earlier ones of its group. A word is indexed once for a group
 * and a run of events, with the first event that has it, and stays until the whole run has left the
 * store: so each stored event is found by its words, and some that left it are for a while.
 */
final class SearchRows {
  /** 33 million groups, and 270 thousand million events. */
  static final int EVENT_BITS = 38;

  private static final int LONGEST_TEXT = 32_768;
  private static final long LONGEST_RUN = 1 << 18;

  /** Words of events that have left the store are kept of at most this part of what is stored. */
  private static final int RUNS = 4;

  private static final int STEP = 1000;

  private final long run;
  private final KnownWords words = new KnownWords();
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final PreparedStatement remember;
  private final PreparedStatement forget;
  private final PreparedStatement outdated;
  private final PreparedStatement ofGroup;

  SearchRows(Connection connection, Retention retention) throws SQLException {
    run = Math.max(1, Math.min(LONGEST_RUN, retention.maxEvents() / RUNS));
    insert = connection.prepareStatement("INSERT INTO search (rowid, text) VALUES (?, ?)");
    delete = connection.prepareStatement("DELETE FROM search WHERE rowid = ?");
    remember =
        connection.prepareStatement(
            "INSERT INTO indexed_event (id, group_id, last_of_run) VALUES (?, ?, ?)");
    forget = connection.prepareStatement("DELETE FROM indexed_event WHERE id = ?");
    outdated =
        connection.prepareStatement(
            "SELECT id, group_id FROM (SELECT * FROM indexed_event ORDER BY id LIMIT ?)"
                + " WHERE last_of_run < (SELECT MIN(id) FROM event)");
    ofGroup =
        connection.prepareStatement(
            "SELECT id & ((1 << 38) - 1), id >> 38 FROM search_docsize WHERE id >= ? AND id < ?");
  }

  static long row(long group, long event) {
    return (group << EVENT_BITS) + event;
  }

  /** Adds texts in the order of their rows, since the index then writes them at once. */
  void save(Map<Long, String> textsInOrder) throws SQLException {
    for (Map.Entry<Long, String> entry : textsInOrder.entrySet()) {
      long row = entry.getKey();
      long group = row >> EVENT_BITS;
      long event = row - row(group, 0);
      long number = event / run;
      String text = Text.cut(entry.getValue(), LONGEST_TEXT);
      String added = words.newWords(KnownWords.space(group, number), text);
      if (!added.isEmpty()) {
        insert.setLong(1, row);
        insert.setString(2, added);
        insert.executeUpdate();
        remember.setLong(1, event);
        remember.setLong(2, group);
        remember.setLong(3, (number + 1) * run - 1);
        remember.executeUpdate();
      }
    }
  }

  /** Removes some of what no stored event needs; returns how much that was. */
  int deleteOutdated() throws SQLException {
    // Mostly there is nothing to remove, which the first one tells.
    outdated.setInt(1, 1);
    int removed = delete(outdated);
    if (removed > 0) {
      outdated.setInt(1, STEP);
      removed += delete(outdated);
    }
    return removed;
  }

  /** Removes all that leads to a group. */
  void deleteGroup(long group) throws SQLException {
    ofGroup.setLong(1, row(group, 0));
    ofGroup.setLong(2, row(group + 1, 0));
    delete(ofGroup);
  }

  private int delete(PreparedStatement found) throws SQLException {
    List<long[]> rows = new ArrayList<>();
    try (ResultSet row = found.executeQuery()) {
      while (row.next()) {
        rows.add(new long[] {row.getLong(1), row.getLong(2)});
      }
    }
    for (long[] row : rows) {
      delete.setLong(1, row(row[1], row[0]));
      delete.executeUpdate();
      forget.setLong(1, row[0]);
      forget.executeUpdate();
    }
    return rows.size();
  }

  /** After a rollback, nothing of which it is known that it is there may be. */
  void forget() {
    words.clear();
  }
}
