package dev.whorl.inbox.store;

import dev.whorl.inbox.store.GroupQuery.Sort;
import dev.whorl.inbox.store.Names.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lists groups. Without filters and times it follows an index of the groups; else it sums up the
 * rows of {@code facet} or, for a time, those of {@code period}, in the order of the groups. For
 * the latest groups of a time up to now it sums up only those of the page.
 */
final class GroupList {
  private static final long HOUR = 3_600_000;

  /** A group and its place in the list. */
  private record Row(GroupSummary group, long id, long total) {}

  private final Connection connection;
  private final GroupQuery query;

  GroupList(Connection connection, GroupQuery query) {
    this.connection = connection;
    this.query = query;
  }

  GroupPage page() throws SQLException {
    String sort = query.sort().name().toLowerCase(Locale.ROOT);
    List<Row> rows = rows(sort, Paging.at(query.cursor(), sort), query.limit() + 1);
    if (rows.isEmpty() && query.cursor() != null) {
      List<Row> any = rows(sort, Paging.at(null, sort), 1);
      return new GroupPage(any.isEmpty() ? 0 : any.get(0).total(), null, List.of());
    }
    List<GroupSummary> groups = new ArrayList<>();
    @Nullable String cursor = null;
    for (Row row : rows) {
      if (groups.size() == query.limit()) {
        Row last = rows.get(query.limit() - 1);
        cursor = new Paging(sort, key(last.group()), last.id()).cursor();
        break;
      }
      groups.add(row.group());
    }
    return new GroupPage(rows.isEmpty() ? 0 : rows.get(0).total(), cursor, List.copyOf(groups));
  }

  private long key(GroupSummary group) {
    return switch (query.sort()) {
      case LAST_SEEN -> group.lastSeen().toEpochMilli();
      case FIRST_SEEN -> group.firstSeen().toEpochMilli();
      case EVENTS -> group.events();
    };
  }

  private List<Row> rows(String sort, Paging from, int limit) throws SQLException {
    Query sql = new Query("WITH ");
    String hit = hits(sql);
    boolean late = query.hasWindow() && query.until() == null && query.sort() == Sort.LAST_SEEN;
    if (late) {
      latest(sql, hit);
    } else if (query.hasWindow()) {
      window(sql, hit);
    } else if (query.hasFacet()) {
      facets(sql, hit);
    } else {
      sql.add(
          "s AS NOT MATERIALIZED (SELECT id, events, suppressed, first_seen, last_seen"
              + " FROM event_group WHERE 1");
      sql.add(hit.replace("GROUP", "id"));
      sql.add(")");
    }
    sql.add(late ? ", page AS MATERIALIZED (SELECT id, last_seen FROM s" : select("s"));
    sql.add(" WHERE (s.");
    sql.add(sort);
    sql.add(", s.id) < (?, ?) ORDER BY s.", from.key(), from.row());
    sql.add(sort);
    sql.add(" DESC, s.id DESC LIMIT ?", limit);
    if (late) {
      sumPage(sql);
    }
    return sql.list(connection, row -> new Row(summary(row), row.getLong(11), row.getLong(12)));
  }

  private static String select(String sums) {
    return " SELECT g.hash, g.title, g.place, g.level, g.fingerprint, g.origin, s.events,"
        + " s.suppressed, s.first_seen, s.last_seen, g.id, (SELECT COUNT(*) FROM s) FROM "
        + sums
        + " s JOIN event_group g ON g.id = s.id";
  }

  /** The groups that the words are in, looked up once; returns the condition to be one of them. */
  private String hits(Query sql) {
    List<String> words = SearchTerms.expressions(query.query());
    if (words.isEmpty()) {
      return "";
    }
    String next = "hit AS MATERIALIZED (";
    for (String word : words) {
      // Not one question with AND: the words of an event may be in several rows.
      sql.add(next);
      sql.add(
          "SELECT DISTINCT rowid >> ? AS id FROM search WHERE search MATCH ?",
          SearchRows.EVENT_BITS,
          word);
      next = " INTERSECT ";
    }
    sql.add("), ");
    return " AND GROUP IN (SELECT id FROM hit)";
  }

  private void facets(Query sql, String hit) {
    sql.add(
        "s AS MATERIALIZED (SELECT f.group_id AS id, SUM(f.events) AS events,"
            + " SUM(f.suppressed) AS suppressed, MIN(f.first_seen) AS first_seen,"
            + " MAX(f.last_seen) AS last_seen FROM facet f WHERE 1");
    conditions(sql);
    sql.add(hit.replace("GROUP", "f.group_id"));
    sql.add(" GROUP BY f.group_id)");
  }

  /** Those with events since then, of which each knows when it had the latest. */
  private void latest(Query sql, String hit) {
    long since = firstHour() * HOUR;
    if (query.hasFacet()) {
      sql.add("s AS MATERIALIZED (SELECT f.group_id AS id, MAX(f.last_seen) AS last_seen");
      sql.add(" FROM facet f WHERE 1");
      conditions(sql);
      sql.add(hit.replace("GROUP", "f.group_id"));
      sql.add(" GROUP BY f.group_id HAVING MAX(f.last_seen) >= ");
    } else {
      sql.add("s AS NOT MATERIALIZED (SELECT id, last_seen FROM event_group WHERE 1");
      sql.add(hit.replace("GROUP", "id"));
      sql.add(" AND last_seen >= ");
    }
    // Before that there are no sums any more.
    sql.add("MAX(?, (SELECT MIN(start) FROM period WHERE hours = 1) * ?))", since, HOUR);
  }

  private void sumPage(Query sql) {
    sql.add("), ");
    times(sql);
    sql.add(
        ", sums AS MATERIALIZED (SELECT e.id AS id, SUM(f.events) AS events,"
            + " SUM(f.suppressed) AS suppressed, MIN(f.first_seen) AS first_seen,"
            + " MAX(f.last_seen) AS last_seen FROM page e CROSS JOIN time t CROSS JOIN period f"
            + " ON f.group_id = e.id AND f.hours = t.hours AND f.start BETWEEN t.first AND t.last"
            + " WHERE 1");
    conditions(sql);
    sql.add(" GROUP BY e.id)");
    sql.add(select("sums"));
    sql.add(" ORDER BY s.last_seen DESC, s.id DESC");
  }

  /** Goes through the groups that can have events of the time, and looks up their periods. */
  private void window(Query sql, String hit) {
    times(sql);
    sql.add(
        ", s AS MATERIALIZED (SELECT e.id AS id, SUM(f.events) AS events,"
            + " SUM(f.suppressed) AS suppressed, MIN(f.first_seen) AS first_seen,"
            + " MAX(f.last_seen) AS last_seen FROM event_group e CROSS JOIN time t"
            + " CROSS JOIN period f ON f.group_id = e.id AND f.hours = t.hours"
            + " AND f.start BETWEEN t.first AND t.last"
            + " WHERE +e.last_seen >= ? AND +e.first_seen < ?",
        firstHour() * HOUR,
        (lastHour() + 1) * HOUR);
    conditions(sql);
    sql.add(hit.replace("GROUP", "e.id"));
    sql.add(" GROUP BY e.id)");
  }

  /** What the time consists of. */
  private void times(Query sql) {
    String next = "time (hours, first, last) AS (VALUES ";
    List<Period> periods = Period.of(firstHour(), lastHour());
    for (Period period : periods) {
      sql.add(next);
      sql.add("(?, ?, ?)", period.length(), period.first(), period.last());
      next = ", ";
    }
    sql.add(periods.isEmpty() ? "time (hours, first, last) AS (VALUES (0, 0, 0))" : ")");
  }

  private long firstHour() {
    return query.since() == null ? 0 : hour(query.since());
  }

  private long lastHour() {
    return query.until() == null ? Long.MAX_VALUE / HOUR - 1 : hour(query.until());
  }

  private static long hour(Instant time) {
    long most = Long.MAX_VALUE / 1000 / 2;
    long seconds = Math.max(0, Math.min(most, time.getEpochSecond()));
    return seconds / 3600;
  }

  /** The plus keeps indexes out, which would end the order of groups. */
  private void conditions(Query sql) {
    condition(sql, "environment", Kind.ENVIRONMENT, query.environment());
    condition(sql, "release", Kind.RELEASE, query.release());
    condition(sql, "level", Kind.LEVEL, query.level());
    condition(sql, "logger", Kind.LOGGER, query.logger());
  }

  private static void condition(Query sql, String column, Kind kind, @Nullable String value) {
    if (value != null) {
      sql.add(" AND +f.");
      sql.add(column);
      sql.add(
          " = (SELECT id FROM name WHERE kind = ? AND value = ?)",
          kind.code,
          Text.cut(value, Names.LONGEST));
    }
  }

  /** Reads the ten columns of a group. */
  static GroupSummary summary(ResultSet row) throws SQLException {
    return new GroupSummary(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getLong(7),
        row.getLong(8),
        Instant.ofEpochMilli(row.getLong(9)),
        Instant.ofEpochMilli(row.getLong(10)),
        Text.list(row.getString(5)),
        row.getString(6));
  }
}
