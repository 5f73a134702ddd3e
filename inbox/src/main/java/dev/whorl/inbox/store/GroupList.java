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
  private static final long SHORT = Duration.ofDays(1).toMillis();

  /** A group and its place in the list. */
  private record Row(GroupSummary group, long id, long total) {}

  private final Connection connection;
  private final GroupQuery query;
  private final String sort;

  GroupList(Connection connection, GroupQuery query) {
    this.connection = connection;
    this.query = query;
    sort = query.sort().name().toLowerCase(Locale.ROOT);
  }

  GroupPage page() throws SQLException {
    List<Row> rows = rows(Paging.at(query.cursor(), sort), query.limit() + 1);
    if (rows.isEmpty() && query.cursor() != null) {
      List<Row> any = rows(Paging.at(null, sort), 1);
      return new GroupPage(any.isEmpty() ? 0 : any.get(0).total(), null, List.of());
    }
    List<GroupSummary> groups = new ArrayList<>();
    @Nullable String cursor = null;
    for (Row row : rows) {
      if (groups.size() == query.limit()) {
        Row last = rows.get(query.limit() - 1);
        cursor = new Paging(sort, key(last), last.id()).cursor();
        break;
      }
      groups.add(row.group());
    }
    return new GroupPage(rows.isEmpty() ? 0 : rows.get(0).total(), cursor, List.copyOf(groups));
  }

  private long key(Row row) {
    return switch (query.sort()) {
      case LAST_SEEN -> row.group().lastSeen().toEpochMilli();
      case FIRST_SEEN -> row.group().firstSeen().toEpochMilli();
      case EVENTS -> row.group().events();
    };
  }

  private List<Row> rows(Paging from, int limit) throws SQLException {
    Query sql = new Query("WITH ");
    GroupSums sums = new GroupSums(sql, query);
    if (query.hasWindow() && query.until() == null) {
      sums.upToNow();
      if (query.sort() == Sort.LAST_SEEN) {
        addLatest(sql, sums, from, limit);
      } else {
        addPossible(sql, sums, from, limit);
      }
      return list(sql, "sums", from, limit);
    }
    if (query.hasWindow()) {
      sums.ofTime();
    } else if (query.hasFacet()) {
      sums.ofFacets();
    } else {
      sums.ofGroups();
    }
    return list(sql, "s", from, limit);
  }

  /** Each group knows when it had the latest event, so those of the page are known at once. */
  private void addLatest(Query sql, GroupSums sums, Paging from, int limit) {
    sql.add(", latest AS MATERIALIZED (SELECT id FROM s");
    page(sql, from, limit);
    sql.add(")");
    sums.ofSome("sums", "latest");
  }

  /**
   * Of each group is known what it has at most: as many events as in all its time, and a first one
   * that is no later than its last. So those that have most of that are summed up first: the last
   * of a page of them tells how much of it a group needs that could be before it.
   */
  private void addPossible(Query sql, GroupSums sums, Paging from, int limit) throws SQLException {
    String most = query.sort() == Sort.EVENTS ? "events" : "last_seen";
    sql.add(", highest AS MATERIALIZED (SELECT id FROM s ORDER BY ").add(most);
    sql.add(" DESC LIMIT ?)", 10L * limit);
    sums.ofSome("some", "highest");
    sql.add(", first_page AS (SELECT ").add(sort).add(" AS key FROM some");
    page(sql, from, limit);
    sql.add("), possible AS NOT MATERIALIZED (SELECT id FROM ");
    // In a short time few groups have events; in a longer one few have as many as are needed. The
    // plus keeps the index of the latter out.
    sql.add(sums.areLookedUp() || isShort() ? "s WHERE +" : "event_group WHERE ").add(most);
    sql.add(" >= (SELECT CASE COUNT(*) WHEN ? THEN MIN(key) ELSE 0 END FROM first_page))", limit);
    sums.ofSome("sums", "possible");
  }

  private boolean isShort() throws SQLException {
    long now = new Query("SELECT MAX(last_seen) FROM event_group").number(connection);
    return now - GroupSums.begin(query) < SHORT;
  }

  /** First finds the page: with the texts of all groups in hand, sorting takes longer. */
  private List<Row> list(Query sql, String sums, Paging from, int limit) throws SQLException {
    sql.add(", page AS MATERIALIZED (SELECT * FROM ").add(sums);
    page(sql, from, limit);
    sql.add(") SELECT g.hash, g.title, g.place, g.level, g.fingerprint, g.origin, p.events,");
    sql.add(" p.suppressed, p.first_seen, p.last_seen, g.id, (SELECT COUNT(*) FROM s)");
    sql.add(" FROM page p CROSS JOIN event_group g ON g.id = p.id ORDER BY p.").add(sort);
    sql.add(" DESC, p.id DESC");
    return sql.list(connection, row -> new Row(summary(row), row.getLong(11), row.getLong(12)));
  }

  private void page(Query sql, Paging from, int limit) {
    sql.add(" s WHERE (s.").add(sort).add(", s.id) < (?, ?)", from.key(), from.row());
    sql.add(" ORDER BY s.").add(sort).add(" DESC, s.id DESC LIMIT ?", limit);
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
