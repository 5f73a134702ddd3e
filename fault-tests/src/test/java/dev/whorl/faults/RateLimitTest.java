package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The server wants less for a while, and gets it. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class RateLimitTest {
  /** Long enough for the second event to meet the limit on a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private static final Answer TOO_MANY = Answer.of(429).saying("{\"detail\":\"rate limited\"}");
  private static final String DATE = "DATE";

  @TempDir Path temp;

  static Stream<Arguments> limiting() {
    return Cases.onEach(
        TOO_MANY.with("X-Sentry-Rate-Limits: 2:error:key"),
        TOO_MANY.with("X-Sentry-Rate-Limits: 2::organization:quota"),
        TOO_MANY.with("X-Sentry-Rate-Limits: 2:"),
        TOO_MANY.with("X-Sentry-Rate-Limits: 60:transaction:key, 1.9:default;error:project:q:ns"),
        TOO_MANY.with("X-Sentry-Rate-Limits: 2:error:key").with("Retry-After: 60"),
        TOO_MANY.with("Retry-After: 2"),
        TOO_MANY.with(DATE));
  }

  @ParameterizedTest
  @MethodSource("limiting")
  void limitedEvents_areDroppedUntilTheLimitIsOver(Library library, Answer refusal) {
    boolean date = refusal.headers().contains(DATE);
    Answer answer = date ? TOO_MANY.with("Retry-After: " + inThreeSeconds()) : refusal;
    try (FaultServer server = FaultServer.answering(Script.first(1, answer, Answer.OK));
        Candidate candidate = library.start(Setup.to(server))) {
      candidate.error("refused");
      Eventually.isTrue(
          30, candidate, () -> Books.dropped(candidate.metrics(), "rate_limited") == 1);
      candidate.error("while limited");
      Eventually.isTrue(
          30, candidate, () -> Books.dropped(candidate.metrics(), "rate_limited") == 2);
      assertThat(server.requests()).isEqualTo(1);
      Eventually.passes(LIMIT.plusMillis(date ? 1200 : 200));
      candidate.error("after the limit");
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 1);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(server.book().texts()).containsExactly("after the limit");
      assertThat(server.book().received()).hasSize(2).allMatch(event -> event.times() == 1);
      // The server counted the first one itself.
      assertThat(server.book().reported()).isEqualTo(Map.of("ratelimit_backoff", 1L));
    }
  }

  private static String inThreeSeconds() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3));
  }

  static Stream<Arguments> limitingForAMinute() {
    return Cases.onEach(
        TOO_MANY,
        TOO_MANY.with("Retry-After: soon"),
        TOO_MANY.with("X-Sentry-Rate-Limits: soon").with("Retry-After: 60"),
        TOO_MANY.with("X-Sentry-Rate-Limits: 60:error"));
  }

  @ParameterizedTest
  @MethodSource("limitingForAMinute")
  void limitOfAMinute_isKeptAndHoldsUpNoStop(Library library, Answer answer) {
    try (FaultServer server = FaultServer.answering(Script.first(1, answer, Answer.OK));
        Candidate candidate = library.start(Setup.to(server))) {
      candidate.error("refused");
      Eventually.isTrue(
          30, candidate, () -> Books.dropped(candidate.metrics(), "rate_limited") == 1);
      Eventually.passes(LIMIT);
      candidate.error("while limited");
      Eventually.isTrue(
          30, candidate, () -> Books.dropped(candidate.metrics(), "rate_limited") == 2);
      long begin = System.nanoTime();
      candidate.stop();

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
      Books.assertAgree(candidate, server);
      assertThat(server.book().received()).hasSize(1).allMatch(event -> event.times() == 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void limitOfOtherCategories_stopsNoEvent(Library library) {
    Answer answer = TOO_MANY.with("X-Sentry-Rate-Limits: 60:transaction;session:key");
    try (FaultServer server = FaultServer.answering(Script.first(1, answer, Answer.OK));
        Candidate candidate = library.start(Setup.to(server))) {
      candidate.error("refused");
      Eventually.isTrue(
          30, candidate, () -> Books.dropped(candidate.metrics(), "rate_limited") == 1);
      candidate.error("accepted");
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(server.book().texts()).containsExactly("accepted");
    }
  }

  @ParameterizedTest
  @EnumSource
  void limitOnSuccess_countsToo(Library library) {
    Answer answer = Answer.OK.with("X-Sentry-Rate-Limits: 60:error:key");
    try (FaultServer server = FaultServer.answering(Script.first(1, answer, Answer.OK));
        Candidate candidate = library.start(Setup.to(server))) {
      candidate.error("accepted");
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 1);
      candidate.error("while limited");
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(Books.dropped(candidate.metrics())).isEqualTo(Map.of("rate_limited", 1L));
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepWhileLimited_keepsTheRefusedOneToo(Library library) {
    Answer answer = Answer.of(429).with("Retry-After: 2");
    try (FaultServer server = FaultServer.answering(Script.first(1, answer, Answer.OK));
        Candidate candidate =
            library.start(
                Setup.to(server, "folder", temp.toString(), "keepWhileLimited", "true"))) {
      candidate.error("refused");
      Eventually.isTrue(30, candidate, () -> server.requests() == 1);
      candidate.error("as well");
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 2);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(candidate.metrics().dropped()).isEmpty();
      assertThat(Books.told(candidate, "keeps events in the folder")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepWhileLimited_sendsWhatCameMeanwhileLater(Library library) {
    Answer answer = Answer.OK.with("X-Sentry-Rate-Limits: 2:error:key");
    try (FaultServer server = FaultServer.answering(Script.first(1, answer, Answer.OK));
        Candidate candidate =
            library.start(
                Setup.to(server, "folder", temp.toString(), "keepWhileLimited", "true"))) {
      candidate.error("accepted");
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 1);
      candidate.error("while limited");
      candidate.error("as well");
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 3);
      candidate.stop();

      Books.assertAgree(candidate, server);
      SeenEvent first = server.book().received().get(0);
      assertThat(server.book().received().subList(1, 3))
          .allMatch(event -> event.firstSeen() - first.firstSeen() > LIMIT.toNanos() * 9 / 10);
      assertThat(candidate.metrics().dropped()).isEmpty();
    }
  }
}
