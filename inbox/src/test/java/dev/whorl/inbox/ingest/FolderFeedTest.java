package dev.whorl.inbox.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.Retention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFeedTest {
  @TempDir Path folder;

  @Test
  void errorsEndNoFeed() throws Exception {
    Files.writeString(
        folder.resolve("events-20261125T070000000-abcdefgh-0000.ndjson"),
        "{\"event_id\":\"0123456789abcdef0123456789abcdef\",\"message\":\"red\"}\n");
    List<String> notices = new CopyOnWriteArrayList<>();
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger groupings = new AtomicInteger();
    try (EventStore store =
            EventStore.open(
                folder.resolve("inbox.db"),
                new Retention(10, Duration.ofDays(1)),
                Clock.systemUTC());
        FolderFeed feed =
            new FolderFeed(
                folder,
                store,
                new Arrivals(store, () -> grouper(groupings), Clock.systemUTC()),
                () -> failOnce(looks),
                notices::add)) {
      feed.start();

      await().until(() -> store.totals().stored() == 1);
      assertThat(looks.get()).isGreaterThan(2);
      assertThat(groupings.get()).isEqualTo(2);
      assertThat(notices).singleElement().asString().contains("no memory");
    }
  }

  private static Grouper grouper(AtomicInteger calls) {
    failOnce(calls);
    return new Grouper(FingerprintRules.parse(""), StackTraceRules.parse(""));
  }

  private static void failOnce(AtomicInteger calls) {
    if (calls.getAndIncrement() == 0) {
      throw new OutOfMemoryError("no memory");
    }
  }
}
