package dev.whorl.inbox.store;

import static dev.whorl.inbox.store.Events.NOON;
import static dev.whorl.inbox.store.Events.event;
import static dev.whorl.inbox.store.Events.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventReadsTest extends StoreTestCase {
  @Test
  void event_isAsItWasSent_withItsNeighbours() {
    add(
        event(1, "a").happened(NOON.minusSeconds(3)),
        event(2, "b"),
        event(3, "a").happened(NOON.minusSeconds(1)),
        event(4, "a").happened(NOON.minusSeconds(2)));

    StoredEvent event = store.event(id(4)).orElseThrow();

    assertThat(event.payload()).isEqualTo(event(4, "a").payload());
    assertThat(event.group()).isEqualTo("a");
    assertThat(event.source()).isEqualTo("test");
    assertThat(event.received()).isEqualTo(NOON);
    assertThat(event.seen()).isEqualTo(NOON.minusSeconds(2));
    assertThat(event.newer()).isEqualTo(id(3));
    assertThat(event.older()).isEqualTo(id(1));
    assertThat(store.event(id(3)).orElseThrow().newer()).isNull();
    assertThat(store.event(id(1)).orElseThrow().older()).isNull();
  }

  @Test
  void unknownId_hasNoEvent() {
    assertThat(store.event(id(1))).isEmpty();
    assertThat(store.event("' OR 1=1 --")).isEmpty();
  }

  @Test
  void events_arePagedFromTheLatest() {
    for (int i = 0; i < 23; i++) {
      add(event(i, "a").at(NOON.plusSeconds(i / 3)));
    }
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      EventPage page = store.events("a", cursor, 5);
      assertThat(page.total()).isEqualTo(23);
      page.events().forEach(event -> ids.add(event.eventId()));
      cursor = page.cursor();
    } while (cursor != null);

    List<String> expected = new ArrayList<>();
    for (int i = 22; i >= 0; i--) {
      expected.add(id(i));
    }
    assertThat(ids).isEqualTo(expected);
    assertThatIllegalArgumentException().isThrownBy(() -> store.events("a", "x", 5));
  }

  @Test
  void eventInAList_saysWhatItIs() {
    add(event(1, "a").of("dev", "1.0", "fatal", "shop").titled("Broken").after(2));
    add(event(2, "b").of("dev", null, "info", null));

    assertThat(store.events("a", null, 1).events())
        .containsExactly(
            new EventSummary(
                id(1), NOON, NOON, "Broken", "fatal", "dev", "1.0", "shop", "test", 2));
    assertThat(store.events("b", null, 1).events().get(0).release()).isNull();
  }

  @Test
  void duplicate_isStoredOnce_alsoWithinABatch() {
    assertThat(add(event(1, "a"), event(1, "b"), event(2, "a")))
        .containsExactly(Added.STORED, Added.DUPLICATE, Added.STORED);
    assertThat(add(event(1, "a"))).containsExactly(Added.DUPLICATE);

    assertThat(store.group("b")).isEmpty();
    assertThat(store.group("a").orElseThrow().events()).isEqualTo(2);
  }

  @Test
  void forEachEvent_goesInOrderOfArrival_andStopsWhenTold() {
    for (int i = 0; i < 1200; i++) {
      store.add(event(i, "g" + i % 7).happened(NOON.minusSeconds(i)).build());
    }
    await(store.settle());
    List<String> all = new ArrayList<>();
    List<String> some = new ArrayList<>();

    store.forEachEvent(null, null, event -> all.add(event.eventId()));
    store.forEachEvent(
        NOON.minusSeconds(600),
        NOON.minusSeconds(500),
        event -> {
          some.add(event.eventId());
          return some.size() < 50;
        });

    assertThat(all).hasSize(1200).startsWith(id(0), id(1)).endsWith(id(1199)).isSorted();
    assertThat(some).hasSize(50).startsWith(id(501));
    assertThat(store.countEvents(NOON.minusSeconds(600), NOON.minusSeconds(500))).isEqualTo(100);
  }

  @Test
  void forEachEvent_showsGroupAndPayload_andMayAsk() {
    add(event(1, "a", "b"));
    List<ReplayedEvent> seen = new ArrayList<>();

    store.forEachEvent(
        null,
        null,
        event -> {
          assertThat(store.event(event.eventId())).isPresent();
          add(event(2, "a"));
          return seen.add(event);
        });

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).group()).isEqualTo("a");
    assertThat(seen.get(0).payload()).isEqualTo(event(1).payload());
  }

  @Test
  void positions_moveWithTheirEvents() {
    add(event(1, "a").from("one", 10), event(2, "a").from("two", 5), event(3, "a").from("one", 30));
    add(event(1, "a").from("two", 77));
    assertThat(store.positions()).isEqualTo(Map.of("one", 30L, "two", 77L));

    await(store.savePosition(new FilePosition("one", 31)));
    await(store.forgetPosition("two"));
    open(ALL);

    assertThat(store.positions()).isEqualTo(Map.of("one", 31L));
  }
}
