package dev.whorl.inbox.store;

import dev.whorl.inbox.store.Names.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the part of a question in SQL that finds groups, as the table {@code s}, and sums up. */
final class GroupSums {
  private static final long HOUR = 3_600_000;

  /** The end of all time: of a day, so that no hours after it are asked for. */
  private static final long LAST_HOUR = (1L << 36) * 24 - 1;

  private final Query sql;
  private final GroupQuery query;
  private final boolean hasWords;

  /** Begins with the groups that the words are in. */
  GroupSums(Query sql, GroupQuery query) {
    this.sql = sql;
    this.query = query;
    hasWords = hits();
  }

  /** The groups that all words are in, looked up once; returns whether there are words. */
  private boolean hits() {
    List<String> words = SearchTerms.expressions(query.query());
    String next = "hit AS MATERIALIZED (";
    for (String word : words) {
      // Not one question with AND: the words of an event may be in several rows.
      sql.add(next).add("SELECT DISTINCT rowid >> ? AS id FROM search", SearchRows.EVENT_BITS);
      sql.add(" WHERE search MATCH ?", word);
      next = " INTERSECT ";
    }
    sql.add(words.isEmpty() ? "" : "), ");
    return !words.isEmpty();
  }

  private void hits(String group) {
    sql.add(hasWords ? " AND " + group + " IN (SELECT id FROM hit)" : "");
  }

  /** Of all time, from the groups themselves. */
  void ofGroups() {
    sql.add(
        "s AS NOT MATERIALIZED (SELECT id, events, suppressed, first_seen, last_seen"
            + " FROM event_group WHERE 1");
    hits("id");
    sql.add(")");
  }

  /** Of all time and what is filtered by. */
  void ofFacets() {
    sql.add(
        "s AS MATERIALIZED (SELECT f.group_id AS id, SUM(f.events) AS events,"
            + " SUM(f.suppressed) AS suppressed, MIN(f.first_seen) AS first_seen,"
            + " MAX(f.last_seen) AS last_seen FROM facet f WHERE 1");
    conditions();
    hits("f.group_id");
    sql.add(" GROUP BY f.group_id)");
  }

  /** Those with events since then: each knows when it had the latest. */
  void upToNow() {
    if (query.hasFacet()) {
      sql.add("s AS MATERIALIZED (SELECT f.group_id AS id, SUM(f.events) AS events,");
      sql.add(" MAX(f.last_seen) AS last_seen FROM facet f WHERE 1");
      conditions();
      sql.add(" AND f.last_seen >= ");
      begin();
      hits("f.group_id");
      sql.add(" GROUP BY f.group_id), ");
    } else {
      sql.add(hasWords ? "s AS MATERIALIZED (" : "s AS NOT MATERIALIZED (");
      sql.add("SELECT id, events, last_seen FROM event_group WHERE last_seen >= ");
      begin();
      hits("id");
      sql.add("), ");
    }
    times();
  }

  /** Whether the groups were looked up once, into a table in their order. */
  boolean areLookedUp() {
    return query.hasFacet() || hasWords;
  }

  /** Before that there are no sums any more. */
  private void begin() {
    sql.add("MAX(?, (SELECT MIN(start) FROM period WHERE hours = 1) * ?)", begin(query), HOUR);
  }

  /** Goes through the groups that can have events of the time, and looks up their periods. */
  void ofTime() {
    times();
    periods("s");
    sql.add(
        " WHERE +e.last_seen >= ? AND +e.first_seen < ?", begin(query), (lastHour() + 1) * HOUR);
    conditions();
    hits("e.id");
    sql.add(" GROUP BY e.id)");
  }

  /** The sums of the time up to now, but only of groups of a table before. */
  void ofSome(String name, String groups) {
    periods(name);
    sql.add(" WHERE e.id IN (SELECT id FROM ").add(groups).add(") AND +e.last_seen >= ");
    begin();
    conditions();
    sql.add(" GROUP BY e.id)");
  }

  /** The beginning of what sums up the periods of groups, in the order of the groups. */
  private void periods(String name) {
    sql.add(", ").add(name);
    sql.add(
        " AS MATERIALIZED (SELECT e.id AS id, SUM(f.events) AS events,"
            + " SUM(f.suppressed) AS suppressed, MIN(f.first_seen) AS first_seen,"
            + " MAX(f.last_seen) AS last_seen"
            + " FROM event_group e CROSS JOIN time t CROSS JOIN period f ON f.group_id = e.id AND f.hours = t.hours"
            + " AND f.start BETWEEN t.first AND t.last");
  }

  /** What the time consists of. */
  private void times() {
    String next = "time (hours, first, last) AS (VALUES ";
    List<Period> periods = Period.of(begin(query) / HOUR, lastHour());
    for (Period period : periods) {
      sql.add(next);
      sql.add("(?, ?, ?)", period.length(), period.first(), period.last());
      next = ", ";
    }
    sql.add(periods.isEmpty() ? "time (hours, first, last) AS (VALUES (0, 0, 0))" : ")");
  }

  /** When the time begins of which events are counted. */
  static long begin(GroupQuery query) {
    return query.since() == null ? 0 : hour(query.since()) * HOUR;
  }

  private long lastHour() {
    Instant until = query.until();
    if (until == null) {
      return LAST_HOUR;
    }
    boolean isFullHour = until.getEpochSecond() % 3600 == 0 && until.getNano() == 0;
    return hour(until) - (isFullHour ? 1 : 0);
  }

  private static long hour(Instant time) {
    long most = Long.MAX_VALUE / 1000 / 2;
    long seconds = Math.max(0, Math.min(most, time.getEpochSecond()));
    return seconds / 3600;
  }

  /** The plus keeps indexes out, which would end the order of groups. */
  private void conditions() {
    condition("environment", Kind.ENVIRONMENT, query.environment());
    condition("release", Kind.RELEASE, query.release());
    condition("level", Kind.LEVEL, query.level());
    condition("logger", Kind.LOGGER, query.logger());
  }

  private void condition(String column, Kind kind, @Nullable String value) {
    if (value != null) {
      sql.add(" AND +f.");
      sql.add(column);
      sql.add(
          " = (SELECT id FROM name WHERE kind = ? AND value = ?)",
          kind.code,
          Text.cut(value, Names.LONGEST));
    }
  }
}
