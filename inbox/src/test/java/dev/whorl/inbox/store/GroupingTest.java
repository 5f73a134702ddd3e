package dev.whorl.inbox.store;

import static dev.whorl.inbox.store.Events.NOON;
import static dev.whorl.inbox.store.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupingTest extends StoreTestCase {
  @Test
  void eventsWithOneHash_areOneGroup() {
    add(event(1, "a"), event(2, "a"), event(3, "b"));

    assertThat(hashes(store.groups(GroupQuery.all(50)))).containsExactlyInAnyOrder("a", "b");
    assertThat(store.group("a").orElseThrow().events()).isEqualTo(2);
  }

  @Test
  void secondHash_findsTheGroup_andBringsItsOtherHashesAlong() {
    add(event(1, "app", "system"));
    add(event(2, "app2", "system"));
    add(event(3, "app2", "system2"));

    assertThat(store.groups(GroupQuery.all(50)).total()).isEqualTo(1);
    assertThat(store.hashes("system2")).containsExactly("app", "app2", "system", "system2");
    assertThat(store.group("app2").orElseThrow().hash()).isEqualTo("app");
    assertThat(store.group("app2").orElseThrow().events()).isEqualTo(3);
  }

  @Test
  void firstKnownHash_decides_andOthersStayWhereTheyAre() {
    add(event(1, "a"));
    add(event(2, "b"));
    add(event(3, "new", "b", "a"));

    assertThat(store.hashes("a")).containsExactly("a");
    assertThat(store.hashes("b")).containsExactly("b", "new");
    assertThat(store.group("new").orElseThrow().events()).isEqualTo(2);
  }

  @Test
  void groupKeyingHolds_afterReopening() {
    add(event(1, "app", "system"));
    open(ALL);
    add(event(2, "app2", "system"));

    assertThat(store.hashes("app2")).containsExactly("app", "app2", "system");
  }

  @Test
  void groupsOfOneBatch_areFoundByEachOther() {
    add(event(1, "a", "s"), event(2, "b", "s"), event(3, "b", "t"), event(4, "c", "t"));

    assertThat(store.groups(GroupQuery.all(50)).total()).isEqualTo(1);
  }

  @Test
  void unknownHash_hasNothing() {
    assertThat(store.group("none")).isEmpty();
    assertThat(store.hashes("none")).isEmpty();
    assertThat(store.tags("none")).isEmpty();
    assertThat(store.latestEvent("none")).isEmpty();
    assertThat(store.events("none", null, 10).events()).isEmpty();
  }

  @Test
  void group_showsItsLatestEvent_evenIfAnOlderOneArrivesLater() {
    add(event(1, "a").titled("newest").happened(NOON));
    add(event(2, "a").titled("older").happened(NOON.minusSeconds(60)).of("dev", "2", "fatal", "l"));

    GroupSummary group = store.group("a").orElseThrow();
    assertThat(group.title()).isEqualTo("newest");
    assertThat(group.level()).isEqualTo("error");
    assertThat(group.where()).isEqualTo("com.example.Shop.sell");
    assertThat(group.fingerprint()).containsExactly("{{ default }}", "POST");
    assertThat(group.from()).isEqualTo("mdc");
    assertThat(group.firstSeen()).isEqualTo(NOON.minusSeconds(60));
    assertThat(group.lastSeen()).isEqualTo(NOON);
    assertThat(store.latestEvent("a")).contains(Events.id(1));
  }

  @Test
  void timeFarAhead_isThatOfTheArrival() {
    add(event(1, "a").happened(NOON.plus(Duration.ofDays(1))));

    assertThat(store.group("a").orElseThrow().lastSeen()).isEqualTo(NOON);
  }

  @Test
  void suppressedEvents_countAsEvents() {
    add(event(1, "a"), event(2, "a").after(40));

    GroupSummary group = store.group("a").orElseThrow();
    assertThat(group.events()).isEqualTo(42);
    assertThat(group.suppressed()).isEqualTo(40);
  }

  @Test
  void tags_areCountedByValue() {
    add(
        event(1, "a").tagged(Map.of("host", "one", "os", "linux")),
        event(2, "a").tagged(Map.of("host", "two")),
        event(3, "a").tagged(Map.of("host", "two")));

    assertThat(store.tags("a"))
        .containsExactly(
            new TagShare(
                "host", List.of(new TagShare.Value("two", 2), new TagShare.Value("one", 1)), 0),
            new TagShare("os", List.of(new TagShare.Value("linux", 1)), 0));
  }

  @Test
  void tagValuesAndNamesBeyondTheMost_areCountedTogether() {
    for (int i = 0; i < 103; i++) {
      add(event(i, "a").tagged(Map.of("user", "u" + i)));
    }
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      many.put("tag" + i, "x");
    }
    add(event(200, "a").tagged(many));

    List<TagShare> tags = store.tags("a");
    assertThat(tags).hasSize(51);
    TagShare user = tags.stream().filter(tag -> tag.name().equals("user")).findFirst().get();
    assertThat(user.values()).hasSize(100);
    assertThat(user.other()).isEqualTo(3);
    assertThat(tags.get(50)).isEqualTo(new TagShare("", List.of(), 11));
  }
}
