package dev.whorl.inbox.store;

import dev.whorl.inbox.store.GroupQuery.Sort;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lists groups. Without filters and times it follows an index of the groups; else it sums up the
 * rows of {@code facet} or, for a time, those of {@code period}, in the order of the groups. For a
 * time up to now it sums up only those that can be on the page.
 */
final class GroupList {
  private static final long SHORT = Duration.ofDays(3).toMillis();

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
    if (query.hasWindow() && query.until() == null) {
      return rowsUpToNow(sort, from, limit);
    }
    Query sql = new Query("WITH ");
    GroupSums sums = new GroupSums(sql, query);
    if (query.hasWindow()) {
      sums.ofTime();
    } else if (query.hasFacet()) {
      sums.ofFacets();
    } else {
      sums.ofGroups();
    }
    sql.add(select("s"));
    page(sql, sort, from, limit);
    return sql.list(connection, row -> new Row(summary(row), row.getLong(11), row.getLong(12)));
  }

  /**
   * Of each group is known what it has at most: as many events as in all its time, and a first one
   * that is no later than its last. So those that have most of that are summed up, and more of them
   * if one of the others could still be before the last of the page. In a short time groups have so
   * few events that all could be.
   */
  private List<Row> rowsUpToNow(String sort, Paging from, int limit) throws SQLException {
    String bound = query.sort() == Sort.EVENTS ? "events" : "last_seen";
    long all = new Query("SELECT COUNT(*) FROM event_group").number(connection);
    long now = new Query("SELECT MAX(last_seen) FROM event_group").number(connection);
    boolean isShort = now - GroupSums.begin(query) < SHORT;
    for (long most = isShort ? all : 10L * limit; ; most *= 10) {
      Query sql = new Query("WITH ");
      GroupSums sums = new GroupSums(sql, query);
      sums.upToNow();
      sql.add(", candidate AS MATERIALIZED (SELECT id, ");
      sql.add(bound);
      sql.add(" AS bound FROM s");
      if (query.sort() == Sort.LAST_SEEN) {
        page(sql, sort, from, limit);
      } else {
        sql.add(" ORDER BY ");
        sql.add(bound);
        sql.add(" DESC LIMIT ?", most);
      }
      sql.add("), ");
      sums.ofCandidates();
      sql.add(", others AS (SELECT MIN(bound) AS bound FROM candidate)");
      sql.add(select("others CROSS JOIN sums"));
      page(sql, sort, from, limit);
      List<Long> bounds = new ArrayList<>();
      List<Row> rows =
          sql.list(
              connection,
              row -> {
                bounds.add(row.getLong(13));
                return new Row(summary(row), row.getLong(11), row.getLong(12));
              });
      boolean full = rows.size() == limit && key(rows.get(limit - 1).group()) > bounds.get(0);
      if (query.sort() == Sort.LAST_SEEN || most >= all || full) {
        return rows;
      }
    }
  }

  private static void page(Query sql, String sort, Paging from, int limit) {
    sql.add(" WHERE (s.");
    sql.add(sort);
    sql.add(", s.id) < (?, ?) ORDER BY s.", from.key(), from.row());
    sql.add(sort);
    sql.add(" DESC, s.id DESC LIMIT ?", limit);
  }

  private static String select(String sums) {
    return " SELECT g.hash, g.title, g.place, g.level, g.fingerprint, g.origin, s.events,"
        + " s.suppressed, s.first_seen, s.last_seen, g.id, (SELECT COUNT(*) FROM s)"
        + (sums.startsWith("others") ? ", others.bound FROM " : " FROM ")
        + sums
        + " s JOIN event_group g ON g.id = s.id";
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
