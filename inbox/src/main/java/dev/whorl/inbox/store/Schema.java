package dev.whorl.inbox.store;

import java.util.List;

/**
 * The tables. Times are milliseconds since 1970, {@code hour} and {@code start} are hours since
 * then.
 */
final class Schema {
  /**
   * The first schema.
   *
   * <p>{@code facet} and {@code hourly} are sums, so that no list has to count events. Their rows
   * are in the order of groups, so that summing them by group needs no sorting. The texts in them
   * are numbers of {@code name}, 0 for none.
   *
   * <p>Payloads have a table of their own, so that reading through {@code event} reads little.
   */
  static final List<String> FIRST =
      List.of(
          """
          CREATE TABLE name (
            id INTEGER PRIMARY KEY,
            kind INTEGER NOT NULL,
            value TEXT NOT NULL,
            UNIQUE (kind, value))
          """,
          """
          CREATE TABLE event_group (
            id INTEGER PRIMARY KEY,
            hash TEXT NOT NULL,
            title TEXT NOT NULL,
            place TEXT NOT NULL,
            level TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            origin TEXT NOT NULL,
            events INTEGER NOT NULL,
            suppressed INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL)
          """,
          "CREATE INDEX event_group_last_seen ON event_group (last_seen)",
          "CREATE INDEX event_group_first_seen ON event_group (first_seen)",
          "CREATE INDEX event_group_events ON event_group (events)",
          """
          CREATE TABLE group_hash (
            hash TEXT PRIMARY KEY,
            group_id INTEGER NOT NULL) WITHOUT ROWID
          """,
          "CREATE INDEX group_hash_group ON group_hash (group_id)",
          """
          CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            event_id BLOB NOT NULL UNIQUE,
            group_id INTEGER NOT NULL,
            received INTEGER NOT NULL,
            seen INTEGER NOT NULL,
            suppressed INTEGER NOT NULL,
            environment INTEGER NOT NULL,
            release INTEGER NOT NULL,
            level INTEGER NOT NULL,
            logger INTEGER NOT NULL,
            source INTEGER NOT NULL,
            title TEXT NOT NULL)
          """,
          "CREATE INDEX event_of_group ON event (group_id, seen, id, suppressed)",
          """
          CREATE TABLE payload (
            id INTEGER PRIMARY KEY,
            size INTEGER NOT NULL,
            deflated BLOB NOT NULL)
          """,
          """
          CREATE VIRTUAL TABLE search USING fts5 (
            text, content = '', contentless_delete = 1, tokenize = 'unicode61')
          """,
          // Merging pieces of the index less often than by default makes adding faster.
          "INSERT INTO search (search, rank) VALUES ('automerge', 8)",
          """
          CREATE TABLE facet (
            group_id INTEGER NOT NULL,
            environment INTEGER NOT NULL,
            release INTEGER NOT NULL,
            level INTEGER NOT NULL,
            logger INTEGER NOT NULL,
            events INTEGER NOT NULL,
            suppressed INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            PRIMARY KEY (group_id, environment, release, level, logger)) WITHOUT ROWID
          """,
          "CREATE INDEX facet_environment ON facet (environment)",
          "CREATE INDEX facet_release ON facet (release)",
          "CREATE INDEX facet_level ON facet (level)",
          "CREATE INDEX facet_logger ON facet (logger)",
          """
          CREATE TABLE hourly (
            group_id INTEGER NOT NULL,
            hour INTEGER NOT NULL,
            environment INTEGER NOT NULL,
            release INTEGER NOT NULL,
            level INTEGER NOT NULL,
            logger INTEGER NOT NULL,
            events INTEGER NOT NULL,
            suppressed INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            PRIMARY KEY (group_id, hour, environment, release, level, logger)) WITHOUT ROWID
          """,
          "CREATE INDEX hourly_hour ON hourly (hour)",
          """
          CREATE TABLE tag (
            group_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            beyond INTEGER NOT NULL,
            value TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (group_id, name, beyond, value)) WITHOUT ROWID
          """,
          """
          CREATE TABLE counter (
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (kind, name)) WITHOUT ROWID
          """,
          """
          CREATE TABLE followed_file (
            file TEXT PRIMARY KEY,
            position INTEGER NOT NULL) WITHOUT ROWID
          """);

  /**
   * Sums of days beside those of hours, in one table in the order of the groups: {@code hours} is
   * how long the time of a row is, and {@code start} where it begins. And which events the search
   * index has words of: no longer all of them, see {@link SearchRows}.
   */
  static final List<String> SECOND =
      List.of(
          """
          CREATE TABLE period (
            group_id INTEGER NOT NULL,
            hours INTEGER NOT NULL,
            start INTEGER NOT NULL,
            environment INTEGER NOT NULL,
            release INTEGER NOT NULL,
            level INTEGER NOT NULL,
            logger INTEGER NOT NULL,
            events INTEGER NOT NULL,
            suppressed INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            PRIMARY KEY (group_id, hours, start, environment, release, level, logger))
            WITHOUT ROWID
          """,
          """
          INSERT INTO period SELECT group_id, 1, hour, environment, release, level, logger, events,
            suppressed, first_seen, last_seen FROM hourly ORDER BY 1, 2, 3, 4, 5, 6, 7
          """,
          """
          INSERT INTO period SELECT group_id, 24, hour / 24 * 24, environment, release, level,
            logger, SUM(events), SUM(suppressed), MIN(first_seen), MAX(last_seen) FROM hourly
            GROUP BY 1, 2, 3, 4, 5, 6, 7
          """,
          "DROP TABLE hourly",
          "CREATE INDEX period_start ON period (hours, start)",
          """
          CREATE TABLE indexed_event (
            id INTEGER PRIMARY KEY,
            group_id INTEGER NOT NULL,
            last_of_run INTEGER NOT NULL)
          """,
          "INSERT INTO indexed_event SELECT id, group_id, id FROM event");

  private Schema() {}
}
