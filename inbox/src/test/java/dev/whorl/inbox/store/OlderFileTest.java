package dev.whorl.inbox.store;

import static dev.whorl.inbox.store.Events.NOON;
import static dev.whorl.inbox.store.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.inbox.store.GroupQuery.Sort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A file that version 1 wrote: of group {@code a} events 3 days, 20, 13 and 1 hours before noon, of
 * group {@code b} one 3 days before.
 */
class OlderFileTest extends StoreTestCase {
  @BeforeEach
  void openOlder() throws IOException {
    store.close();
    Files.delete(file());
    try (InputStream older = getClass().getResourceAsStream("version-1.db.gz");
        InputStream plain = new GZIPInputStream(older)) {
      Files.copy(plain, file());
    }
    open(ALL);
  }

  private GroupPage list(@Nullable Instant since, @Nullable Instant until) {
    return store.groups(
        new GroupQuery(null, null, null, null, null, since, until, Sort.EVENTS, 50, null));
  }

  @Test
  void sumsOfTimes_areThere() {
    GroupPage all = list(Instant.EPOCH, null);
    assertThat(hashes(all)).containsExactly("a", "b");
    assertThat(all.groups().get(0).events()).isEqualTo(4);

    GroupPage day = list(NOON.minus(Duration.ofHours(36)), NOON.minus(Duration.ofHours(12)));
    assertThat(hashes(day)).containsExactly("a");
    assertThat(day.groups().get(0).events()).isEqualTo(2);
    assertThat(day.groups().get(0).firstSeen()).isEqualTo(NOON.minus(Duration.ofHours(20)));

    assertThat(store.sparklines(List.of("a"), 24).get("a")).endsWith(1, 0);
  }

  @Test
  void olderAndNewEvents_areFound() {
    add(event(9, "a").saying("stock is gone"));

    assertThat(search("empty")).containsExactlyInAnyOrder("a", "b");
    assertThat(search("late")).containsExactly("a");
    assertThat(search("gone")).containsExactly("a");
  }

  @Test
  void retention_removesAllOfIt() {
    open(new Retention(1, Duration.ofDays(3650)));
    add(event(9, "c").saying("other"));
    await(store.settle());

    assertThat(hashes(store.groups(GroupQuery.all(50)))).containsExactly("c");
    assertThat(search("stock")).isEmpty();
    assertThat(store.totals().events()).isEqualTo(1);
  }

  @Test
  void counts_stay() {
    assertThat(store.totals().stored()).isEqualTo(5);
    assertThat(store.tags("a").get(0).values().get(0).count()).isEqualTo(4);
    assertThat(store.positions()).isEqualTo(Map.of());
  }
}
