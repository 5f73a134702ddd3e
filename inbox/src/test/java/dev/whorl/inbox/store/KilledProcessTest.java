package dev.whorl.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KilledProcessTest {
  private static final int ENOUGH = 3000;

  @TempDir Path folder;

  /** Adds events without end, and prints the id of each when it is stored. */
  static final class Adder {
    private Adder() {}

    public static void main(String[] args) {
      EventStore store = EventStore.open(Path.of(args[0]), StoreTestCase.ALL, Clock.systemUTC());
      for (int i = 0; i < 1_000_000; i++) {
        NewEvent event = Events.event(i, "g" + i % 50).from("file", i).build();
        store
            .add(event)
            .thenAccept(
                added -> {
                  System.out.println(event.eventId());
                  System.out.flush();
                });
      }
    }
  }

  @Test
  void eventsThatWereStored_surviveKill9() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Adder.class.getName(),
                folder.resolve("inbox.db").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> ids = new ArrayList<>();
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while (ids.size() < ENOUGH && (line = out.readLine()) != null) {
        ids.add(line);
      }
      // SIGKILL, while it goes on adding. That of the process itself would close its output.
      child.toHandle().destroyForcibly();
      while ((line = out.readLine()) != null) {
        if (line.length() == 32) { // The last one may be torn.
          ids.add(line);
        }
      }
    } finally {
      child.destroyForcibly();
      child.waitFor();
    }
    assertThat(ids).hasSizeGreaterThanOrEqualTo(ENOUGH);

    try (EventStore store =
        EventStore.open(folder.resolve("inbox.db"), StoreTestCase.ALL, Clock.systemUTC())) {
      List<String> stored = new ArrayList<>();
      store.forEachEvent(null, null, event -> stored.add(event.eventId()));
      assertThat(stored).containsAll(ids);
      Totals totals = store.totals();
      assertThat(totals.events()).isEqualTo(stored.size());
      assertThat(totals.groups()).isEqualTo(50);
      long counted =
          store.groups(GroupQuery.all(50)).groups().stream().mapToLong(GroupSummary::events).sum();
      assertThat(counted).isEqualTo(stored.size());
      long last = Long.parseLong(stored.get(stored.size() - 1), 16);
      assertThat(store.positions()).containsEntry("file", last);
    }
  }
}
