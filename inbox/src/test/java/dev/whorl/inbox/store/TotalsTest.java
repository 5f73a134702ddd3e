package dev.whorl.inbox.store;

import static dev.whorl.inbox.store.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TotalsTest extends StoreTestCase {
  @Test
  void totals_countWhatArrived() {
    add(event(1, "a").after(3), event(2, "b"), event(2, "b"));
    store.count(Tally.REJECTED, "too_large", 2);
    store.count(Tally.REJECTED, "too_large", 1);
    store.count(Tally.REJECTED, "bad_json", 1);
    store.count(Tally.IGNORED_ITEM, "session", 5);
    store.count(Tally.CLIENT_DISCARD, "queue_overflow", 7);
    await(store.settle());

    Totals totals = store.totals();

    assertThat(totals.received()).isEqualTo(7);
    assertThat(totals.stored()).isEqualTo(2);
    assertThat(totals.duplicates()).isEqualTo(1);
    assertThat(totals.rejected()).isEqualTo(Map.of("too_large", 3L, "bad_json", 1L));
    assertThat(totals.ignoredItems()).isEqualTo(Map.of("session", 5L));
    assertThat(totals.clientDiscards()).isEqualTo(Map.of("queue_overflow", 7L));
    assertThat(totals.sources()).isEqualTo(Map.of("test", 2L));
    assertThat(totals.groups()).isEqualTo(2);
    assertThat(totals.events()).isEqualTo(2);
    assertThat(totals.suppressed()).isEqualTo(3);
    assertThat(totals.databaseBytes()).isGreaterThan(4096);
    assertThat(totals.problem()).isNull();
  }

  @Test
  void details_tellWhatIsKeptByWhat() {
    assertThat(store.details().oldestArrival()).isNull();
    add(event(1, "a"), event(2, "b"));

    StoreDetails details = store.details();

    assertThat(details.oldestArrival()).isEqualTo(clock.instant());
    assertThat(details.retention().maxEvents()).isPositive();
    assertThat(details.sqliteVersion()).matches("3\\.\\d+\\.\\d+");
    assertThat(details.schemaVersion()).isEqualTo(Migrations.newest());
  }

  @Test
  void names_areBounded() {
    for (int i = 0; i < 300; i++) {
      store.count(Tally.IGNORED_ITEM, "type" + i, 1);
    }
    await(store.settle());

    Map<String, Long> items = store.totals().ignoredItems();
    assertThat(items).hasSize(201);
    assertThat(items.get(Names.OTHER)).isEqualTo(100);
  }

  @Test
  void version_growsWithWhatIsShown() {
    long before = store.version();
    add(event(1, "a"));
    long after = store.version();
    await(store.savePosition(new FilePosition("file", 3)));

    assertThat(after).isGreaterThan(before);
    assertThat(store.version()).isEqualTo(after);
  }

  @Test
  void reopening_keepsAll() {
    add(event(1, "a").after(3), event(2, "b").saying("needle"));
    store.count(Tally.REJECTED, "too_large", 2);
    Totals before = afterClose();

    assertThat(store.totals())
        .usingRecursiveComparison()
        .ignoringFields("databaseBytes")
        .isEqualTo(before);
    assertThat(search("needle")).containsExactly("b");
    assertThat(store.event(Events.id(1))).isPresent();
    assertThat(add(event(1, "a"), event(3, "a"))).containsExactly(Added.DUPLICATE, Added.STORED);
  }

  private Totals afterClose() {
    await(store.settle());
    Totals before = store.totals();
    assertThat(before.rejected()).isEqualTo(Map.of("too_large", 2L));
    open(ALL);
    return before;
  }

  @Test
  void close_writesWhatWaits() {
    for (int i = 0; i < 3000; i++) {
      store.add(event(i, "a").build());
    }
    store.count(Tally.REJECTED, "late", 1);
    open(ALL);

    assertThat(store.totals().events()).isEqualTo(3000);
    assertThat(store.totals().rejected()).isEqualTo(Map.of("late", 1L));
  }
}
