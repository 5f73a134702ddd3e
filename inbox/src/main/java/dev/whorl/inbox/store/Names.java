package dev.whorl.inbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives texts that many events share a number each. */
final class Names {
  /** What a text is. */
  enum Kind {
    ENVIRONMENT(0),
    RELEASE(1),
    LEVEL(2),
    LOGGER(3),
    SOURCE(4);

    /** Stands for it in the file. */
    final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(int code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst().orElseThrow();
    }
  }

  /** What stands for all texts beyond the most of a kind. */
  static final String OTHER = "(other)";

  static final int LONGEST = 200;
  private static final int MOST = 10_000;

  private final Map<Kind, Map<String, Long>> known = new EnumMap<>(Kind.class);
  private final PreparedStatement all;
  private final PreparedStatement insert;

  Names(Connection connection) throws SQLException {
    all = connection.prepareStatement("SELECT kind, value, id FROM name");
    insert =
        connection.prepareStatement("INSERT INTO name (kind, value) VALUES (?, ?) RETURNING id");
    reload();
  }

  /** Reads what the file has; what was added since the last commit may be gone. */
  void reload() throws SQLException {
    for (Kind kind : Kind.values()) {
      known.put(kind, new HashMap<>());
    }
    try (ResultSet rows = all.executeQuery()) {
      while (rows.next()) {
        of(Kind.of(rows.getInt(1))).put(rows.getString(2), rows.getLong(3));
      }
    }
  }

  long number(Kind kind, @Nullable String text) throws SQLException {
    if (text == null) {
      return 0;
    }
    String value = Text.cut(text, LONGEST);
    Map<String, Long> ofKind = of(kind);
    Long number = ofKind.get(value);
    if (number == null && ofKind.size() >= MOST) {
      value = OTHER;
      number = ofKind.get(value);
    }
    if (number == null) {
      insert.setInt(1, kind.code);
      insert.setString(2, value);
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        number = row.getLong(1);
      }
      ofKind.put(value, number);
    }
    return number;
  }

  private Map<String, Long> of(Kind kind) {
    return known.getOrDefault(kind, Map.of());
  }
}
