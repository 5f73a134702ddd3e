package dev.whorl.inbox.store;

import dev.whorl.inbox.store.Names.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the inbox as a whole is asked for. */
final class StatusReads {
  private static final int MOST_VALUES = 500;

  FilterValues filterValues(Connection connection) throws SQLException {
    return new FilterValues(
        values(connection, Kind.ENVIRONMENT, "value"),
        values(connection, Kind.RELEASE, "id DESC"),
        values(connection, Kind.LEVEL, "value"),
        values(connection, Kind.LOGGER, "value"));
  }

  private static List<String> values(Connection connection, Kind kind, String order)
      throws SQLException {
    return new Query(
            "SELECT value FROM name WHERE kind = ? AND EXISTS (SELECT 1 FROM facet WHERE "
                + kind.name().toLowerCase(Locale.ROOT)
                + " = name.id) ORDER BY "
                + order
                + " LIMIT "
                + MOST_VALUES,
            kind.code)
        .list(connection, row -> row.getString(1));
  }

  Map<String, Long> positions(Connection connection) throws SQLException {
    Map<String, Long> positions = new TreeMap<>();
    new Query("SELECT file, position FROM followed_file")
        .list(connection, row -> positions.put(row.getString(1), row.getLong(2)));
    return positions;
  }

  Totals totals(Connection connection, long databaseBytes, @Nullable String problem)
      throws SQLException {
    Map<String, Map<String, Long>> counters = new HashMap<>();
    new Query("SELECT kind, name, count FROM counter")
        .list(
            connection,
            row ->
                counters
                    .computeIfAbsent(row.getString(1), none -> new TreeMap<>())
                    .put(row.getString(2), row.getLong(3)));
    Map<String, Long> rejected = of(counters, Tally.REJECTED.name());
    long stored = of(counters, "stored").getOrDefault("", 0L);
    long duplicates = of(counters, "duplicates").getOrDefault("", 0L);
    long refused = rejected.values().stream().mapToLong(Long::longValue).sum();
    return new Totals(
        stored + duplicates + refused,
        stored,
        duplicates,
        rejected,
        of(counters, Tally.IGNORED_ITEM.name()),
        of(counters, Tally.CLIENT_DISCARD.name()),
        of(counters, "source"),
        new Query("SELECT COUNT(*) FROM event_group").number(connection),
        of(counters, "events").getOrDefault("", 0L),
        new Query("SELECT SUM(suppressed) FROM event_group").number(connection),
        databaseBytes,
        problem);
  }

  StoreDetails details(Connection connection, Retention retention) throws SQLException {
    return new StoreDetails(
        retention,
        // Ids grow as events arrive.
        new Query("SELECT received FROM event ORDER BY id LIMIT 1")
            .first(connection, row -> Instant.ofEpochMilli(row.getLong(1)))
            .orElse(null),
        new Query("SELECT sqlite_version()")
            .first(connection, row -> row.getString(1))
            .orElseThrow(),
        (int) new Query("PRAGMA user_version").number(connection));
  }

  private static Map<String, Long> of(Map<String, Map<String, Long>> counters, String kind) {
    return counters.getOrDefault(kind, Map.of());
  }
}
