package dev.whorl.inbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.GroupQuery;
import dev.whorl.inbox.store.GroupSummary;
import dev.whorl.inbox.store.Retention;
import dev.whorl.inbox.store.Totals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of an inbox that ends while clients send to it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EndedServeTest {
  private static final int GROUPS = 20;

  /** Exit code of a process that was ended by SIGTERM. */
  private static final int TERMINATED = 143;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 200, 600})
  void eventsThatWereAnswered_areThereOnceAfterKill9(int answers) throws Exception {
    PostingClients clients;
    try (ServeProcess serve = ServeProcess.start(folder)) {
      clients = new PostingClients(serve.uri("api/1/envelope/"), GROUPS, answers);
      clients.startAndAwaitEnough();
      serve.kill();
    }

    assertThatNothingIsMissing(clients, answers);
  }

  @Test
  void eventsThatWereAnswered_areInOneFileAfterSigterm() throws Exception {
    PostingClients clients;
    try (ServeProcess serve = ServeProcess.start(folder)) {
      clients = new PostingClients(serve.uri("api/1/envelope/"), GROUPS, 200);
      clients.startAndAwaitEnough();
      assertThat(serve.stop()).isEqualTo(TERMINATED);
    }

    assertThat(files()).contains("inbox.db").noneMatch(file -> file.endsWith("-wal"));
    assertThatNothingIsMissing(clients, 200);
  }

  private void assertThatNothingIsMissing(PostingClients clients, int answers) throws Exception {
    List<String> taken = clients.taken();
    assertThat(taken).hasSizeGreaterThanOrEqualTo(answers).doesNotHaveDuplicates();
    try (EventStore store =
        EventStore.open(
            folder.resolve("inbox.db"),
            new Retention(1_000_000, Duration.ofDays(1)),
            Clock.systemUTC())) {
      List<String> stored = new ArrayList<>();
      store.forEachEvent(null, null, event -> stored.add(event.eventId()));
      assertThat(stored).doesNotHaveDuplicates().containsAll(taken);
      assertThat(stored).hasSizeLessThanOrEqualTo(clients.sent());

      Totals totals = store.totals();
      assertThat(totals.events()).isEqualTo(stored.size());
      assertThat(totals.stored()).isEqualTo(stored.size());
      assertThat(totals.sources()).containsEntry("envelope", (long) stored.size());
      assertThat(totals.groups()).isEqualTo(Math.min(GROUPS, stored.size()));
      assertThat(inGroups(store)).isEqualTo(stored.size());
    }
  }

  private static long inGroups(EventStore store) {
    return store.groups(GroupQuery.all(GROUPS)).groups().stream()
        .mapToLong(GroupSummary::events)
        .sum();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
