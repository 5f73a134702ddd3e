package dev.whorl.inbox.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings a file to the version that this code reads. The version is the number of steps taken, and
 * SQLite keeps it as {@code user_version}. A released step never changes; a new version is a new
 * step at the end.
 */
final class Migrations {
  /** Marks a file as an inbox: the letters {@code whrl}. */
  static final int APPLICATION_ID = 0x7768726c;

  private static final List<List<String>> STEPS = List.of(Schema.FIRST, Schema.SECOND);

  private Migrations() {}

  static int newest() {
    return STEPS.size();
  }

  /**
   * Refuses a file that can neither become an inbox nor is one that this code reads; leaves it as
   * it is.
   */
  static void check(Connection connection, Path file) throws SQLException {
    boolean empty =
        number(connection, "PRAGMA user_version") == 0
            && number(connection, "PRAGMA application_id") == 0
            && number(connection, "SELECT COUNT(*) FROM sqlite_schema") == 0;
    if (!empty) {
      checkInbox(connection, file);
    }
  }

  /** Refuses a file that is not an inbox or is from a newer version. */
  static void checkInbox(Connection connection, Path file) throws SQLException {
    int version = number(connection, "PRAGMA user_version");
    if (number(connection, "PRAGMA application_id") != APPLICATION_ID) {
      throw new StoreException(file + " is a SQLite database, but not an inbox: name another file");
    }
    if (version > newest()) {
      throw new StoreException(
          file
              + " is an inbox of version "
              + version
              + ", and this program knows versions up to "
              + newest()
              + ": open it with the newer program that wrote it, or name another file");
    }
  }

  /** Takes the steps that are missing, each of them whole or not at all. */
  static void run(Connection connection) throws SQLException {
    int version = number(connection, "PRAGMA user_version");
    for (int next = version; next < newest(); next++) {
      step(connection, next);
    }
  }

  private static void step(Connection connection, int step) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String sql : STEPS.get(step)) {
        statement.executeUpdate(sql);
      }
      statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
      statement.executeUpdate("PRAGMA user_version = " + (step + 1));
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
