package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server is away while thousands wait. */
@Execution(ExecutionMode.CONCURRENT)
class OutageTest {
  private static final int EVENTS = 5000;

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void shortOutage_allArriveAfterwards(Library library) {
    outage(library, 1500, Duration.ofSeconds(3));
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  @Timeout(150)
  void outageOfHalfAMinuteWith5000EventsWaiting_allArriveAfterwards(Library library) {
    outage(library, EVENTS, Duration.ofSeconds(30));
  }

  private void outage(Library library, int events, Duration length) {
    try (FaultServer server = FaultServer.stopped();
        Candidate candidate =
            library.start(
                // All fit into the queue, as it is not the queue that is tested.
                Setup.to(server, "folder", temp.toString(), "queueCapacity", "8192"))) {
      long begin = System.nanoTime();
      for (int i = 0; i < events; i++) {
        candidate.error("error of " + Words.of(i));
      }
      Eventually.passes(length.minusNanos(System.nanoTime() - begin));
      Eventually.holds(5, () -> assertThat(candidate.metrics().waiting()).isEqualTo(events));
      Books.assertBalanced(candidate);
      server.start();
      Eventually.isTrue(90, candidate, () -> candidate.metrics().delivered() == events);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(server.book().texts()).hasSize(events);
      assertThat(candidate.metrics().dropped()).isEmpty();
      assertThat(temp).isEmptyDirectory();
    }
  }
}
