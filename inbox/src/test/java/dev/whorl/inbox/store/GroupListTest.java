package dev.whorl.inbox.store;

import static dev.whorl.inbox.store.Events.NOON;
import static dev.whorl.inbox.store.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.whorl.inbox.store.GroupQuery.Sort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupListTest extends StoreTestCase {
  private static final Instant YESTERDAY = NOON.minus(Duration.ofDays(1));
  private static final Instant END = NOON.plus(Duration.ofHours(1));

  private GroupPage list(
      @Nullable String query,
      @Nullable String environment,
      @Nullable String release,
      @Nullable String level,
      @Nullable String logger,
      @Nullable Instant since,
      @Nullable Instant until) {
    return store.groups(
        new GroupQuery(
            query, environment, release, level, logger, since, until, Sort.LAST_SEEN, 50, null));
  }

  private void fill() {
    add(
        event(1, "a").of("production", "1.0", "error", "shop").saying("alpha"),
        event(2, "a").of("production", "2.0", "error", "shop").at(YESTERDAY).after(9),
        event(3, "a").of("staging", "2.0", "warning", "shop").at(YESTERDAY),
        event(4, "b").of("staging", "1.0", "fatal", "mail").saying("alpha beta"),
        event(5, "c").of("dev", null, "info", null).at(YESTERDAY.minus(Duration.ofDays(9))));
  }

  @Test
  void eachFilter_findsGroupsWithSuchEvents() {
    fill();

    assertThat(hashes(list(null, "staging", null, null, null, null, null)))
        .containsExactly("b", "a");
    assertThat(hashes(list(null, null, "1.0", null, null, null, null))).containsExactly("b", "a");
    assertThat(hashes(list(null, null, null, "fatal", null, null, null))).containsExactly("b");
    assertThat(hashes(list(null, null, null, null, "shop", null, null))).containsExactly("a");
    assertThat(hashes(list(null, "nowhere", null, null, null, null, null))).isEmpty();
    assertThat(list(null, null, null, null, null, null, null).total()).isEqualTo(3);
  }

  @Test
  void filters_countOnlyTheirEvents() {
    fill();

    GroupPage page = list(null, "production", "2.0", null, null, null, null);

    assertThat(page.total()).isEqualTo(1);
    GroupSummary group = page.groups().get(0);
    assertThat(group.events()).isEqualTo(10);
    assertThat(group.suppressed()).isEqualTo(9);
    assertThat(group.firstSeen()).isEqualTo(YESTERDAY);
    assertThat(group.lastSeen()).isEqualTo(YESTERDAY);
    assertThat(group.title()).isEqualTo("Title");
  }

  @Test
  void filters_mustAllHoldOfOneEvent() {
    fill();

    assertThat(hashes(list(null, "staging", "1.0", null, null, null, null))).containsExactly("b");
    assertThat(hashes(list(null, "staging", "2.0", "error", null, null, null))).isEmpty();
    assertThat(hashes(list(null, "staging", "2.0", "warning", "shop", null, null)))
        .containsExactly("a");
  }

  @Test
  void search_andFilters_andTime_narrowTogether() {
    fill();

    assertThat(hashes(list("alpha", null, null, null, null, null, null))).containsExactly("b", "a");
    assertThat(hashes(list("alpha", null, null, "error", null, null, null))).containsExactly("a");
    assertThat(hashes(list("alpha", "staging", null, null, null, NOON, null))).containsExactly("b");
    assertThat(hashes(list("beta", null, null, null, null, null, YESTERDAY))).isEmpty();
  }

  @Test
  void time_narrowsByWholeHours() {
    fill();

    assertThat(hashes(list(null, null, null, null, null, NOON.plusSeconds(1800), null)))
        .containsExactly("b", "a");
    assertThat(hashes(list(null, null, null, null, null, NOON.plusSeconds(3600), null))).isEmpty();
    assertThat(hashes(list(null, null, null, null, null, null, YESTERDAY.plusMillis(1))))
        .containsExactly("a", "c");
    assertThat(hashes(list(null, null, null, null, null, null, YESTERDAY))).containsExactly("c");
    GroupPage day = list(null, null, null, null, null, YESTERDAY, NOON.minusSeconds(1));
    assertThat(hashes(day)).containsExactly("a");
    assertThat(day.groups().get(0).events()).isEqualTo(11);
    assertThat(hashes(list(null, null, null, null, null, Instant.MIN, Instant.MAX)))
        .containsExactly("b", "a", "c");
    assertThat(hashes(list(null, null, null, null, null, Instant.MAX, Instant.MIN))).isEmpty();
  }

  @Test
  void hoursThatFollowEachOther_haveNoEventInCommon() {
    add(event(1, "a").at(NOON), event(2, "a").at(NOON.minusMillis(1)));

    GroupPage before = list(null, null, null, null, null, NOON.minusSeconds(3600), NOON);
    GroupPage after = list(null, null, null, null, null, NOON, END);

    assertThat(before.groups().get(0).events()).isEqualTo(1);
    assertThat(after.groups().get(0).events()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Sort.class)
  void sumsOfATimeUpToNow_areThoseOfItsHours(Sort sort) {
    fill();
    for (String environment : new String[] {null, "production", "staging"}) {
      for (int hours : new int[] {0, 1, 11, 12, 13, 23, 24, 36, 24 * 9, 24 * 12}) {
        GroupQuery open =
            new GroupQuery(
                null,
                environment,
                null,
                null,
                null,
                NOON.minus(Duration.ofHours(hours)),
                null,
                sort,
                50,
                null);
        GroupQuery closed =
            new GroupQuery(null, environment, null, null, null, open.since(), END, sort, 50, null);
        assertThat(store.groups(open)).isEqualTo(store.groups(closed));
        assertThat(store.groups(open).total()).isEqualTo(store.groups(open).groups().size());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Sort.class)
  void pagesOfATimeUpToNow_areInTheOrderOfItsSums(Sort sort) {
    List<Events> events = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      // What was before the time would put them into another order.
      events.add(event(i, "g" + i).at(NOON.minus(Duration.ofDays(9))).after(i * 37 % 120));
      events.add(event(i + 200, "g" + i).at(NOON.minusSeconds(i * 71 % 120 * 900L)).after(i % 9));
      events.add(event(i + 400, "g" + i).at(NOON.minusSeconds(i * 13 % 7 * 7200L)));
    }
    add(events.toArray(Events[]::new));
    for (String environment : new String[] {null, "production"}) {
      assertThat(pages(environment, null, sort))
          .hasSize(120)
          .isEqualTo(pages(environment, END, sort));
    }
  }

  private List<GroupSummary> pages(
      @Nullable String environment, @Nullable Instant until, Sort sort) {
    List<GroupSummary> seen = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      GroupQuery query =
          new GroupQuery(null, environment, null, null, null, YESTERDAY, until, sort, 3, cursor);
      GroupPage page = store.groups(query);
      assertThat(page.total()).isEqualTo(120);
      seen.addAll(page.groups());
      cursor = page.cursor();
    } while (cursor != null);
    return seen;
  }

  @Test
  void pagesOfATime_followEachOther() {
    List<Events> events = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      events.add(event(i, "g" + i).at(NOON.minusSeconds(i % 7 * 7200L)));
    }
    add(events.toArray(Events[]::new));
    for (String environment : new String[] {null, "production"}) {
      List<String> seen = new ArrayList<>();
      @Nullable String cursor = null;
      do {
        GroupPage page =
            store.groups(
                new GroupQuery(
                    null,
                    environment,
                    null,
                    null,
                    null,
                    NOON.minusSeconds(4 * 7200L),
                    null,
                    Sort.LAST_SEEN,
                    5,
                    cursor));
        assertThat(page.total()).isEqualTo(22);
        seen.addAll(hashes(page));
        cursor = page.cursor();
      } while (cursor != null);
      assertThat(seen).hasSize(22).doesNotHaveDuplicates();
    }
  }

  @Test
  void timeAndFilters_narrowTogether() {
    fill();

    assertThat(hashes(list(null, "staging", null, null, null, NOON, null))).containsExactly("b");
    assertThat(hashes(list(null, "staging", "2.0", null, null, YESTERDAY, NOON)))
        .containsExactly("a");
  }

  @ParameterizedTest
  @EnumSource(Sort.class)
  void pages_showEachGroupOnce_inOrder(Sort sort) {
    List<Events> events = new ArrayList<>();
    for (int i = 0; i < 97; i++) {
      // Many equal keys, so that the second key has something to do.
      Events event = event(i, "g" + i).at(NOON.minusSeconds(i % 7 * 60L)).after(i % 5);
      events.add(event);
    }
    add(events.toArray(Events[]::new));

    for (String environment : new String[] {null, "production"}) {
      List<GroupSummary> seen = new ArrayList<>();
      @Nullable String cursor = null;
      do {
        GroupPage page =
            store.groups(
                new GroupQuery(null, environment, null, null, null, null, null, sort, 10, cursor));
        assertThat(page.total()).isEqualTo(97);
        seen.addAll(page.groups());
        cursor = page.cursor();
      } while (cursor != null);

      assertThat(seen).extracting(GroupSummary::hash).hasSize(97).doesNotHaveDuplicates();
      assertThat(seen)
          .extracting(
              group ->
                  switch (sort) {
                    case EVENTS -> group.events();
                    case FIRST_SEEN -> group.firstSeen().toEpochMilli();
                    case LAST_SEEN -> group.lastSeen().toEpochMilli();
                  })
          .isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }
  }

  @Test
  void fullLastPage_hasNoCursor() {
    add(event(1, "a"), event(2, "b"));

    assertThat(store.groups(GroupQuery.all(2)).cursor()).isNull();
  }

  @Test
  void cursorOfNoPage_isRefused() {
    for (String cursor : List.of("", "x", "!!", new Paging("events", 1, 1).cursor())) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  store.groups(
                      new GroupQuery(
                          null, null, null, null, null, null, null, Sort.LAST_SEEN, 5, cursor)))
          .withMessageContaining("leave it out");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupQuery.all(501))
        .withMessageContaining("limit is 501");
  }

  @Test
  void sparklines_countHoursUpToNow() {
    add(event(1, "a"), event(2, "a").at(NOON.minusSeconds(1)).after(2), event(3, "b"));
    add(event(4, "a").at(NOON.minus(Duration.ofHours(24))));

    Map<String, long[]> lines = store.sparklines(List.of("a", "b", "none"), 24);

    assertThat(lines.get("a")).hasSize(24).endsWith(3, 1);
    assertThat(lines.get("a")[0]).isZero();
    assertThat(lines.get("b")).endsWith(0, 1);
    assertThat(lines.get("none")).containsOnly(0);
  }

  @Test
  void chart_hasBarsOfEqualWidth() {
    add(event(1, "a"), event(2, "a").at(NOON.minus(Duration.ofHours(30))).after(4));
    add(event(3, "a").at(NOON.plusSeconds(59)), event(4, "a").at(NOON.plusSeconds(61)));

    List<ChartBar> days =
        store.chart("a", NOON.minus(Duration.ofDays(2)), NOON.plusSeconds(3600), 7);
    List<ChartBar> minutes = store.chart("a", NOON, NOON.plusSeconds(180), 3);

    assertThat(days).extracting(ChartBar::events).containsExactly(0L, 0L, 5L, 0L, 0L, 0L, 3L);
    assertThat(days.get(0).start()).isEqualTo(NOON.minus(Duration.ofDays(2)));
    assertThat(minutes)
        .containsExactly(
            new ChartBar(NOON, 2),
            new ChartBar(NOON.plusSeconds(60), 1),
            new ChartBar(NOON.plusSeconds(120), 0));
  }

  @Test
  void chartOfTimesThatAreNoTime_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.chart("a", NOON, NOON, 3))
        .withMessageContaining("since must be earlier");
  }

  @Test
  void filterValues_areThoseOfListedGroups() {
    fill();

    FilterValues values = store.filterValues();

    assertThat(values.environments()).containsExactly("dev", "production", "staging");
    assertThat(values.releases()).containsExactlyInAnyOrder("1.0", "2.0");
    assertThat(values.levels()).containsExactly("error", "fatal", "info", "warning");
    assertThat(values.loggers()).containsExactly("mail", "shop");
  }
}
