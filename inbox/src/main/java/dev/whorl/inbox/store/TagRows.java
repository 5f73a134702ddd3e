package dev.whorl.inbox.store;

import dev.whorl.inbox.store.Batch.Tag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * Counts the values of tags per group, up to a number of values and of tags. What is beyond is
 * counted together: values in a row of their tag, tags in a row without a name.
 */
final class TagRows {
  static final int MOST_VALUES = 100;
  static final int MOST_NAMES = 50;

  private final PreparedStatement add;
  private final PreparedStatement insert;
  private final PreparedStatement countValues;
  private final PreparedStatement countNames;

  TagRows(Connection connection) throws SQLException {
    add =
        connection.prepareStatement(
            "UPDATE tag SET count = count + ? WHERE group_id = ? AND name = ? AND beyond = ?"
                + " AND value = ?");
    insert =
        connection.prepareStatement(
            "INSERT INTO tag (count, group_id, name, beyond, value) VALUES (?,?,?,?,?)");
    countValues =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM tag WHERE group_id = ? AND name = ? AND beyond = 0");
    countNames =
        connection.prepareStatement(
            "SELECT COUNT(DISTINCT name) FROM tag WHERE group_id = ? AND beyond = 0");
  }

  void save(Map<Tag, Long> tags) throws SQLException {
    for (Map.Entry<Tag, Long> entry : tags.entrySet()) {
      save(entry.getKey(), entry.getValue());
    }
  }

  private void save(Tag tag, long count) throws SQLException {
    if (run(add, tag, count, false) > 0) {
      return;
    }
    countValues.setLong(1, tag.group());
    countValues.setString(2, tag.name());
    long values = number(countValues);
    if (values >= MOST_VALUES) {
      saveBeyond(new Tag(tag.group(), tag.name(), ""), count);
      return;
    }
    countNames.setLong(1, tag.group());
    if (values == 0 && number(countNames) >= MOST_NAMES) {
      saveBeyond(new Tag(tag.group(), "", ""), count);
    } else {
      run(insert, tag, count, false);
    }
  }

  private void saveBeyond(Tag tag, long count) throws SQLException {
    if (run(add, tag, count, true) == 0) {
      run(insert, tag, count, true);
    }
  }

  private static int run(PreparedStatement statement, Tag tag, long count, boolean beyond)
      throws SQLException {
    statement.setLong(1, count);
    statement.setLong(2, tag.group());
    statement.setString(3, tag.name());
    statement.setBoolean(4, beyond);
    statement.setString(5, tag.value());
    return statement.executeUpdate();
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
