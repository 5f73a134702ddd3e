package dev.whorl.inbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A question in SQL with its parameters, put together piece by piece. */
final class Query {
  /** Reads a row. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  Query(String sql, Object... values) {
    add(sql, values);
  }

  Query add(String more, Object... values) {
    sql.append(more);
    parameters.addAll(Arrays.asList(values));
    return this;
  }

  <T> List<T> list(Connection connection, Row<T> read) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      List<T> list = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          list.add(read.read(rows));
        }
      }
      return list;
    }
  }

  <T> Optional<T> first(Connection connection, Row<T> read) throws SQLException {
    return list(connection, read).stream().findFirst();
  }

  long number(Connection connection) throws SQLException {
    return first(connection, row -> row.getLong(1)).orElse(0L);
  }
}
