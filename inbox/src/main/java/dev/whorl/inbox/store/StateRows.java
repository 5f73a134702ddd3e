package dev.whorl.inbox.store;

import dev.whorl.inbox.store.Batch.Counter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** Writes counters and the positions of followed files. */
final class StateRows {
  /** Of each kind; what is beyond is counted as other. */
  private static final int MOST_COUNTERS = 200;

  private final PreparedStatement add;
  private final PreparedStatement size;
  private final PreparedStatement insert;
  private final PreparedStatement move;
  private final PreparedStatement forget;

  StateRows(Connection connection) throws SQLException {
    add =
        connection.prepareStatement(
            "UPDATE counter SET count = count + ? WHERE kind = ? AND name = ?");
    size = connection.prepareStatement("SELECT COUNT(*) FROM counter WHERE kind = ?");
    insert = connection.prepareStatement("INSERT INTO counter (count, kind, name) VALUES (?,?,?)");
    move =
        connection.prepareStatement(
            "INSERT INTO followed_file (file, position) VALUES (?, ?)"
                + " ON CONFLICT (file) DO UPDATE SET position = excluded.position");
    forget = connection.prepareStatement("DELETE FROM followed_file WHERE file = ?");
  }

  void save(Batch batch) throws SQLException {
    for (Map.Entry<Counter, Long> entry : batch.counters.entrySet()) {
      count(entry.getKey(), entry.getValue());
    }
    for (Map.Entry<String, Long> entry : batch.positions.entrySet()) {
      move.setString(1, entry.getKey());
      move.setLong(2, entry.getValue());
      move.executeUpdate();
    }
  }

  private void count(Counter counter, long amount) throws SQLException {
    if (run(add, counter, amount) > 0) {
      return;
    }
    size.setString(1, counter.kind());
    try (ResultSet row = size.executeQuery()) {
      if (row.next() && row.getLong(1) < MOST_COUNTERS) {
        run(insert, counter, amount);
        return;
      }
    }
    Counter other = new Counter(counter.kind(), Names.OTHER);
    if (run(add, other, amount) == 0) {
      run(insert, other, amount);
    }
  }

  private static int run(PreparedStatement statement, Counter counter, long amount)
      throws SQLException {
    statement.setLong(1, amount);
    statement.setString(2, counter.kind());
    statement.setString(3, counter.name());
    return statement.executeUpdate();
  }

  void forget(String file) throws SQLException {
    forget.setString(1, file);
    forget.executeUpdate();
  }
}
