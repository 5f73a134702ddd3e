package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The user's hook misbehaves. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class HookFaultTest {
  private static Candidate start(Library library, FaultServer server, Class<?> hook) {
    return library.start(
        Setup.to(server, "beforeSend", hook.getName(), "shutdownTimeoutMillis", "500"));
  }

  @ParameterizedTest
  @EnumSource
  void hookThatThrows_losesNothing(Library library) {
    try (FaultServer server = new FaultServer();
        Candidate candidate = start(library, server, Hooks.Throws.class)) {
      for (int i = 0; i < 20; i++) {
        candidate.error(i % 2 == 0 ? "good " + i : "bad " + i);
      }
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 20);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(candidate.metrics().hookFailures()).isEqualTo(10);
      assertThat(Books.told(candidate, Hooks.Throws.class.getName() + " failed"))
          .hasSizeBetween(1, 3);
    }
  }

  static Stream<Arguments> blocking() {
    return Cases.onEach(Hooks.Blocks.class, Hooks.BlocksStubbornly.class);
  }

  @ParameterizedTest
  @MethodSource("blocking")
  void hookThatBlocks_holdsUpNeitherCallersNorTheStop(Library library, Class<?> hook) {
    try (FaultServer server = new FaultServer();
        Candidate candidate = start(library, server, hook)) {
      candidate.error("good");
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 1);
      long begin = System.nanoTime();
      candidate.error("bad");
      for (int i = 0; i < 100; i++) {
        candidate.error("behind it, of " + Words.of(i));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
      Books.assertBalanced(candidate);
      begin = System.nanoTime();
      candidate.stop();

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
      Books.assertAgree(candidate, server);
      assertThat(Books.dropped(candidate.metrics())).isEqualTo(Map.of("closed", 101L));
      assertThat(candidate.metrics().waiting()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void hookThatLogs_isCountedAndEndsThere(Library library) {
    try (FaultServer server = new FaultServer();
        Candidate candidate = start(library, server, Hooks.Logs.class)) {
      Hooks.Logs.CANDIDATES.put(library, candidate);
      for (int i = 0; i < 20; i++) {
        candidate.error("error " + i);
      }
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 20);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(Books.dropped(candidate.metrics())).isEqualTo(Map.of("reentry", 20L));
    } finally {
      Hooks.Logs.CANDIDATES.remove(library);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hookThatInterruptsItsThread_losesNothing(Library library) {
    try (FaultServer server = new FaultServer();
        Candidate candidate = start(library, server, Hooks.Interrupts.class)) {
      for (int i = 0; i < 20; i++) {
        candidate.error("error " + i);
      }
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 20);
      candidate.stop();

      Books.assertAgree(candidate, server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hookThatDrops_isCountedAndReported(Library library) {
    try (FaultServer server = new FaultServer();
        Candidate candidate =
            library.start(Setup.to(server, "beforeSend", Hooks.Drops.class.getName()))) {
      for (int i = 0; i < 20; i++) {
        candidate.error("error " + i);
      }
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(Books.dropped(candidate.metrics())).isEqualTo(Map.of("before_send", 20L));
      assertThat(server.book().reported()).isEqualTo(Map.of("before_send", 20L));
      assertThat(server.requests()).isEqualTo(1);
    }
  }
}
