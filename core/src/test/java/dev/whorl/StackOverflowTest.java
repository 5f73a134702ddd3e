package dev.whorl;

import static dev.whorl.FakeSource.error;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Log calls at the end of the stack, real ones. */
@Timeout(60)
class StackOverflowTest {
  @TempDir Path folder;

  @Test
  void realStackOverflows_leaveTheBooksAndTheQueueRight() throws Exception {
    FolderReporter whorl = new FolderReporter(folder, FolderReporter.settings());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      // Each with another size, so that the end of the stack comes at another place.
      Thread thread = new Thread(null, () -> overflow(whorl, 0), "deep-" + i, 256_000 + 4_096L * i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join(20_000);
      assertThat(thread.isAlive()).isFalse();
    }
    whorl.log(error("after all"));
    whorl.close();

    ReporterMetrics metrics = whorl.metrics();
    long dropped = metrics.dropped().values().stream().mapToLong(n -> n).sum();
    assertThat(metrics.logged())
        .describedAs("%s", metrics)
        .isEqualTo(metrics.delivered() + dropped + metrics.waiting());
    assertThat(whorl.events())
        .extracting(event -> event.at("/logentry/formatted").asText())
        .contains("after all");
  }

  /** Logs on the way back, from the very end of the stack upwards. */
  private static int overflow(FolderReporter whorl, int depth) {
    try {
      return 1 + overflow(whorl, depth + 1);
    } catch (StackOverflowError e) {
      try {
        whorl.log(error("deep"));
      } catch (StackOverflowError again) {
        // At the very end not even the call itself has room.
      }
      if (depth % 50 != 0) {
        throw e;
      }
      return 0;
    }
  }
}
