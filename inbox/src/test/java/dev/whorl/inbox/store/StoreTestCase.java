package dev.whorl.inbox.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a store in a real file. */
abstract class StoreTestCase {
  static final Retention ALL = new Retention(1_000_000, Duration.ofDays(3650));

  @TempDir Path folder;
  final TestClock clock = new TestClock();
  EventStore store;

  @BeforeEach
  void open() {
    open(ALL);
  }

  @AfterEach
  void close() {
    store.close();
  }

  void open(Retention retention) {
    if (store != null) {
      store.close();
    }
    store = EventStore.open(file(), retention, clock);
  }

  Path file() {
    return folder.resolve("inbox.db");
  }

  static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(60, TimeUnit.SECONDS).join();
  }

  List<Added> add(Events... events) {
    List<CompletableFuture<Added>> futures = new ArrayList<>();
    for (Events event : events) {
      futures.add(store.add(event.build()));
    }
    return futures.stream().map(StoreTestCase::await).toList();
  }

  static List<String> hashes(GroupPage page) {
    return page.groups().stream().map(GroupSummary::hash).toList();
  }

  List<String> search(String text) {
    return hashes(
        store.groups(
            new GroupQuery(
                text, null, null, null, null, null, null, GroupQuery.Sort.LAST_SEEN, 50, null)));
  }
}
