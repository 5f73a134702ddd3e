package dev.whorl.inbox.store;

import static dev.whorl.inbox.store.Events.NOON;
import static dev.whorl.inbox.store.Events.event;
import static dev.whorl.inbox.store.Events.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest extends StoreTestCase {
  @Test
  void eventsBeyondTheNumber_goOldestFirst() {
    open(new Retention(100, Duration.ofDays(30)));
    for (int i = 0; i < 2500; i++) {
      store.add(event(i, "a").saying("word" + i).build());
    }
    await(store.settle());

    assertThat(store.totals().events()).isEqualTo(100);
    assertThat(store.totals().stored()).isEqualTo(2500);
    assertThat(store.event(id(2399))).isEmpty();
    assertThat(store.event(id(2400))).isPresent();
    // Words leave the index in runs of a quarter of what is kept.
    assertThat(search("word2375")).isEmpty();
    assertThat(search("word2400")).containsExactly("a");
    assertThat(store.events("a", null, 10).total()).isEqualTo(100);
    assertThat(store.group("a").orElseThrow().events()).isEqualTo(2500);
  }

  @Test
  void wordsOfStoredEvents_areFound_whenTheFirstEventWithThemIsGone() {
    open(new Retention(100, Duration.ofDays(30)));
    for (int i = 0; i < 250; i++) {
      store.add(event(i, "a").saying("always word" + i).build());
      if (i > 100) {
        await(store.settle());
        assertThat(search("always")).containsExactly("a");
        assertThat(search("word" + (i - 99))).containsExactly("a");
      }
    }
  }

  @Test
  void newGroup_hasNoWordsOfARemovedOne() {
    open(new Retention(1000, Duration.ofDays(7)));
    add(event(1, "a").saying("old both"));
    clock.advance(Duration.ofDays(8));
    await(store.settle());
    add(event(2, "b").at(clock.instant()).saying("both"));

    assertThat(search("old")).isEmpty();
    assertThat(search("both")).containsExactly("b");
    open(new Retention(1000, Duration.ofDays(7)));
    add(event(3, "b").at(clock.instant()).saying("both again"));
    assertThat(search("old")).isEmpty();
    assertThat(search("both again")).containsExactly("b");
  }

  @Test
  void eventsBeyondTheAge_go() {
    open(new Retention(1000, Duration.ofDays(7)));
    add(event(1, "a"), event(2, "a").at(NOON.plus(Duration.ofDays(3))));

    clock.advance(Duration.ofDays(8));
    await(store.settle());

    assertThat(store.event(id(1))).isEmpty();
    assertThat(store.event(id(2))).isPresent();
  }

  @Test
  void groupGoesWithItsLastEvent_andLeavesNothing() throws SQLException {
    open(new Retention(1000, Duration.ofDays(7)));
    add(event(1, "a", "s").tagged(Map.of("host", "one")).of("dev", "1", "fatal", "shop").after(4));
    clock.advance(Duration.ofDays(4));
    add(event(2, "b").at(clock.instant()));
    clock.advance(Duration.ofDays(4));
    long before = store.version();
    await(store.settle());

    assertThat(hashes(store.groups(GroupQuery.all(10)))).containsExactly("b");
    assertThat(store.group("s")).isEmpty();
    assertThat(store.totals().suppressed()).isZero();
    assertThat(store.filterValues().environments()).containsExactly("production");
    assertThat(store.version()).isGreaterThan(before);
    clock.advance(Duration.ofDays(4));
    await(store.settle());
    store.close();
    assertThat(rows()).containsOnly(0);
  }

  private List<Integer> rows() throws SQLException {
    List<Integer> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      for (String table :
          List.of(
              "event",
              "payload",
              "event_group",
              "group_hash",
              "facet",
              "period",
              "tag",
              "indexed_event",
              "search_docsize")) {
        try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
          rows.add(row.getInt(1));
        }
      }
    }
    return rows;
  }

  @Test
  void hashOfARemovedGroup_makesANewOne() {
    open(new Retention(1000, Duration.ofDays(7)));
    add(event(1, "a", "s"));
    clock.advance(Duration.ofDays(8));
    await(store.settle());
    add(event(2, "s").at(clock.instant()));

    assertThat(store.group("s").orElseThrow().hash()).isEqualTo("s");
    assertThat(store.group("s").orElseThrow().events()).isEqualTo(1);
    assertThat(store.group("a")).isEmpty();
  }

  @Test
  void hoursBeyondTheAge_leaveTheChart() {
    open(new Retention(1000, Duration.ofDays(7)));
    add(event(1, "a"), event(2, "a").at(NOON.plus(Duration.ofDays(5))));
    clock.advance(Duration.ofDays(8));
    await(store.settle());

    assertThat(store.chart("a", NOON, NOON.plus(Duration.ofDays(8)), 8))
        .extracting(ChartBar::events)
        .containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 0L, 0L);
  }

  @Test
  void storeThatKeepsNothing_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retention(0, Duration.ofDays(1)))
        .withMessageContaining("max-events is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retention(1, Duration.ZERO))
        .withMessageContaining("max-age is PT0S");
  }
}
