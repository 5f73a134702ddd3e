package com.example.failures;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads articles from a PostgreSQL database that does not run. */
public final class ArticleRepository {
  private final String url = "jdbc:postgresql://127.0.0.1:" + ClosedPort.find() + "/blog";

  /** How many articles there are. */
  public int count() {
    try (Connection connection = DriverManager.getConnection(url, "reader", "");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM article")) {
      result.next();
      return result.getInt(1);
    } catch (SQLException e) {
      throw new RepositoryException("Articles cannot be counted", e);
    }
  }
}
