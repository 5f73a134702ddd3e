package dev.whorl.inbox.store;

import static dev.whorl.inbox.store.Events.NOON;
import static dev.whorl.inbox.store.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.inbox.store.GroupQuery.Sort;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the list sums up of a time, against what the events themselves add up to. */
class GroupSumsTest extends StoreTestCase {
  private static final int GROUPS = 40;
  private static final int HOURS = 80;

  /** What is listed of a group. */
  private record Sum(String hash, long events, Instant firstSeen, Instant lastSeen) {
    Sum plus(Sum more) {
      return new Sum(
          hash,
          events + more.events,
          firstSeen.isBefore(more.firstSeen) ? firstSeen : more.firstSeen,
          lastSeen.isAfter(more.lastSeen) ? lastSeen : more.lastSeen);
    }
  }

  private final List<Events> events = new ArrayList<>();

  /** Some at the very begin and end of an hour, and so of a day. */
  @BeforeEach
  void fill() {
    for (int i = 0; i < GROUPS * 8; i++) {
      // Whoever has many events in all has few of late.
      int group = i % GROUPS;
      long hour = i * 37L % HOURS * (group + 1) / GROUPS;
      Instant time = NOON.minus(Duration.ofHours(hour)).plusMillis(i % 3 == 0 ? 0 : 3_599_999);
      String environment = i % 5 == 0 ? "staging" : "production";
      Events event = event(i, "g" + group).at(time).of(environment, null, "error", null);
      events.add(event.after(i * 31L % 7 + hour / 20));
    }
    add(events.toArray(Events[]::new));
  }

  @ParameterizedTest
  @EnumSource(Sort.class)
  void sumsUpToNow_areThoseOfTheEvents(Sort sort) {
    for (int hours = 0; hours <= HOURS + 1; hours++) {
      Instant since = NOON.minus(Duration.ofHours(hours)).plusSeconds(hours * 44L);
      for (String environment : new String[] {null, "production", "staging"}) {
        assertThat(listed(environment, since, null, sort))
            .as("the last %s hours of %s", hours, environment)
            .isEqualTo(expected(environment, since, Instant.MAX, sort));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Sort.class)
  void sumsOfATime_areThoseOfTheEvents(Sort sort) {
    for (int first = 0; first <= HOURS + 1; first += 3) {
      for (int last = first; last >= 0; last -= 11) {
        Instant since = NOON.minus(Duration.ofHours(first));
        Instant until = NOON.minus(Duration.ofHours(last)).plusSeconds(last * 44L);
        assertThat(listed("production", since, until, sort))
            .as("%s to %s hours ago", first, last)
            .isEqualTo(expected("production", since, until, sort));
      }
    }
  }

  private List<Sum> listed(
      @Nullable String environment, Instant since, @Nullable Instant until, Sort sort) {
    List<Sum> listed = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      GroupPage page =
          store.groups(
              new GroupQuery(null, environment, null, null, null, since, until, sort, 3, cursor));
      for (GroupSummary group : page.groups()) {
        listed.add(new Sum(group.hash(), group.events(), group.firstSeen(), group.lastSeen()));
      }
      cursor = page.cursor();
      assertThat(page.total()).isGreaterThanOrEqualTo(listed.size());
      assertThat(cursor != null || page.total() == listed.size()).isTrue();
    } while (cursor != null);
    return listed;
  }

  private List<Sum> expected(
      @Nullable String environment, Instant since, Instant until, Sort sort) {
    Instant begin = since.truncatedTo(ChronoUnit.HOURS);
    // Of an hour that has begun all counts.
    boolean isFullHour = until == Instant.MAX || until.equals(until.truncatedTo(ChronoUnit.HOURS));
    Instant end = isFullHour ? until : until.truncatedTo(ChronoUnit.HOURS).plusMillis(3_600_000);
    Map<String, Sum> sums = new LinkedHashMap<>();
    for (int group = GROUPS - 1; group >= 0; group--) {
      for (Events event : events) {
        Instant time = event.received();
        boolean isOfIt = environment == null || environment.equals(event.environment());
        if (event.hashes().contains("g" + group)
            && isOfIt
            && !time.isBefore(begin)
            && time.isBefore(end)) {
          Sum sum = new Sum("g" + group, 1 + event.suppressed(), time, time);
          sums.merge(sum.hash(), sum, Sum::plus);
        }
      }
    }
    Comparator<Sum> order =
        switch (sort) {
          case EVENTS -> Comparator.comparing(Sum::events);
          case FIRST_SEEN -> Comparator.comparing(Sum::firstSeen);
          case LAST_SEEN -> Comparator.comparing(Sum::lastSeen);
        };
    return sums.values().stream().sorted(order.reversed()).toList();
  }
}
