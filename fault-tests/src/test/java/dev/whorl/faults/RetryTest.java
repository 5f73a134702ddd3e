package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.faults.Answer.Manner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The server cannot, and perhaps can later. */
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
class RetryTest {
  private static final Answer[] FAILURES = {
    Answer.of(502),
    Answer.of(503).saying("busy"),
    Answer.of(504),
    Answer.of(503).with("Retry-After: 1"),
    Answer.OK.in(Manner.RESET_IN_REQUEST),
    Answer.OK.in(Manner.RESET_IN_ANSWER),
    Answer.OK.in(Manner.NO_ANSWER),
    Answer.OK.in(Manner.STALL),
    Answer.OK.in(Manner.RAW).saying(new byte[] {0, 1, 2, (byte) 0xff, 13, 10, 13, 10})
  };

  @TempDir Path temp;

  static Stream<Arguments> failures() {
    return Cases.onEach((Object[]) FAILURES);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureInMemory_isTriedAgainAndDelivered(Library library, Answer failure) {
    failsOnceAndIsDelivered(library, failure, "maxInFlight", "2");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureWithFolder_isTriedAgainAndDelivered(Library library, Answer failure) {
    failsOnceAndIsDelivered(library, failure, "folder", temp.toString());
  }

  private static void failsOnceAndIsDelivered(
      Library library, Answer failure, String setting, String value) {
    try (FaultServer server = FaultServer.answering(Script.first(1, failure, Answer.OK));
        Candidate candidate =
            library.start(Setup.to(server, "requestTimeoutMillis", "700", setting, value))) {
      for (int i = 0; i < 3; i++) {
        candidate.error("error " + i);
      }
      Eventually.isTrue(60, candidate, () -> candidate.metrics().delivered() == 3);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(candidate.metrics().dropped()).isEmpty();
      assertThat(server.book().received()).hasSize(3);
      assertThat(server.requests()).isGreaterThan(3);
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureForGoodInMemory_isCountedAsNetworkAtStopWithinItsTime(
      Library library, Answer failure) {
    try (FaultServer server = FaultServer.answering(Script.always(failure));
        Candidate candidate =
            library.start(
                Setup.to(server, "requestTimeoutMillis", "300", "shutdownTimeoutMillis", "900"))) {
      for (int i = 0; i < 3; i++) {
        candidate.error("error " + i);
      }
      Eventually.isTrue(30, candidate, () -> server.requests() >= 3);
      assertStopsWithin(candidate, Duration.ofMillis(900));

      Books.assertAgree(candidate, server);
      assertThat(candidate.metrics().logged()).isEqualTo(3);
      assertThat(candidate.metrics().waiting()).isZero();
      // What is cut off in the middle of a try was not answered, but left.
      assertThat(
              Books.dropped(candidate.metrics(), "network")
                  + Books.dropped(candidate.metrics(), "closed"))
          .isEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureForGoodWithFolder_staysThereAndTheNextStartDelivers(Library library, Answer failure) {
    String[] pairs = {
      "folder", temp.toString(), "requestTimeoutMillis", "300", "shutdownTimeoutMillis", "900"
    };
    try (FaultServer server = FaultServer.answering(Script.always(failure))) {
      try (Candidate candidate = library.start(Setup.to(server, pairs))) {
        for (int i = 0; i < 3; i++) {
          candidate.error("error " + i);
        }
        Eventually.isTrue(30, candidate, () -> server.requests() >= 1);
        assertStopsWithin(candidate, Duration.ofMillis(900));

        Books.assertAgree(candidate, server);
        assertThat(candidate.metrics().waiting()).isEqualTo(3);
      }
      server.answer(Answer.OK);
      try (Candidate next = library.start(Setup.to(server, pairs))) {
        Eventually.isTrue(30, next, () -> next.metrics().recovered() == 3);
        next.stop();

        assertThat(next.metrics().logged()).isZero();
        Books.assertAgree(next, server);
      }
    }
  }

  private static void assertStopsWithin(Candidate candidate, Duration timeout) {
    long begin = System.nanoTime();
    candidate.stop();
    // Besides the timeout: a moment for what is cut off, and for a machine that does much at once.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(timeout.plusMillis(2000));
  }

  @ParameterizedTest
  @EnumSource
  void refusedConnection_isCountedAsNetworkAndToldWithItsCause(Library library) {
    try (FaultServer server = FaultServer.stopped();
        Candidate candidate = library.start(Setup.to(server, "shutdownTimeoutMillis", "3000"))) {
      candidate.error("error");
      assertStopsWithin(candidate, Duration.ofMillis(3000));

      Books.assertAgree(candidate, server);
      assertThat(Books.dropped(candidate.metrics())).isEqualTo(Map.of("network", 1L));
      assertThat(Books.told(candidate, "ConnectException")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void certificateThatNobodyTrusts_isCountedAsNetworkAndToldWithItsCause(Library library)
      throws Exception {
    try (FaultServer server =
            new FaultServer(Certificates.untrusted(temp.resolve("keys")), "https");
        Candidate candidate = library.start(Setup.to(server, "shutdownTimeoutMillis", "4000"))) {
      candidate.error("error");
      Eventually.isTrue(30, candidate, () -> candidate.metrics().logged() == 1);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(server.book().received()).isEmpty();
      assertThat(Books.dropped(candidate.metrics())).isEqualTo(Map.of("network", 1L));
      assertThat(Books.told(candidate, "SSLHandshakeException")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySecondRequestFailing_allArriveOrAreCounted(Library library) {
    halfFails(library, 60, 8);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void everySecondOfManyRequestsFailing_allArriveOrAreCounted(Library library) {
    halfFails(library, 300, 40);
  }

  private static void halfFails(Library library, int events, int seconds) {
    Script script = Script.failing(0.5, 20261125, FAILURES);
    try (FaultServer server = FaultServer.answering(script);
        Candidate candidate =
            library.start(
                Setup.to(
                    server, "requestTimeoutMillis", "400", "shutdownTimeoutMillis", "20000"))) {
      for (int i = 0; i < events; i++) {
        candidate.error("error of " + Words.of(i));
      }
      boolean unused = candidate.flush(Duration.ofSeconds(seconds));
      Books.assertBalanced(candidate);
      candidate.stop();

      long delivered = candidate.metrics().delivered();
      long lost = events - delivered;
      Books.assertAgree(candidate, lost, server);
      assertThat(candidate.metrics().logged()).isEqualTo(events);
      assertThat(candidate.metrics().waiting()).isZero();
      // Six failures in a row are one in 64; those are given up, and no others are.
      assertThat(Books.dropped(candidate.metrics()).keySet()).isSubsetOf("network");
      assertThat(delivered).isGreaterThan(events * 9 / 10);
      assertThat(server.book().texts()).hasSizeBetween((int) delivered, events);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySecondRequestFailingWithFolder_allArrive(Library library) {
    Script script = Script.failing(0.5, 7, FAILURES);
    try (FaultServer server = FaultServer.answering(script);
        Candidate candidate =
            library.start(
                Setup.to(server, "folder", temp.toString(), "requestTimeoutMillis", "400"))) {
      for (int i = 0; i < 20; i++) {
        candidate.error("error of " + Words.of(i));
      }
      Eventually.isTrue(5, candidate, () -> server.requests() >= 10);
      server.answer(Answer.OK);
      Eventually.isTrue(60, candidate, () -> candidate.metrics().delivered() == 20);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(server.book().texts()).hasSize(20);
      assertThat(candidate.metrics().dropped()).isEmpty();
    }
  }
}
