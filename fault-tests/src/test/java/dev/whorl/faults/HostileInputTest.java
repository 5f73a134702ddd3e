package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.faults.Answer.Manner;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts and answers that nobody in their right mind would send. */
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
class HostileInputTest {
  private static final int TEN_MEGABYTES = 10 << 20;
  private static final int MAX_EVENT = 1 << 20;
  private static final String SECRET = "correct-horse-battery-staple";

  /** A text and how it is called in the name of a test. */
  private record Text(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> texts() {
    StringBuilder controls = new StringBuilder();
    for (char c = 0; c < 0xa0; c++) {
      controls.append(c);
    }
    return Cases.onEach(
        new Text("control characters", controls.toString()),
        new Text("lone surrogates", "a\ud800b\udc00c\udfff\ud83d"),
        new Text("surrogates the wrong way round", "\udc00\ud800".repeat(1000)),
        new Text("what ends lines elsewhere", "a\u2028b\u2029c\u0085d\r\ne\rf"),
        new Text("no characters and signatures", "\ufffe\uffff\ufeff\u202e"),
        new Text("placeholders", "{} {{}} {{ default }} ${jndi:ldap://127.0.0.1/a} %m %n {"),
        new Text("ten megabytes of ASCII", "x".repeat(TEN_MEGABYTES)),
        new Text("ten megabytes of emoji", "\ud83d\ude00".repeat(TEN_MEGABYTES / 4)),
        new Text("ten megabytes of control characters", "\u0001".repeat(TEN_MEGABYTES)),
        new Text("ten megabytes of quotes", "\"\\".repeat(TEN_MEGABYTES / 2)));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void oddText_arrivesWherever(Library library, Text odd) {
    String text = odd.text();
    try (FaultServer server = new FaultServer();
        Candidate candidate = library.start(Setup.patiently(server))) {
      candidate.error(text);
      candidate.error("faults", "as an exception", new IllegalStateException(text));
      candidate.errorWith("as an argument {}", text);
      candidate.in(
          Map.of("odd", text, "fingerprint", text.substring(0, Math.min(2000, text.length()))),
          () -> candidate.error("as an entry"));
      candidate.error(
          "a".repeat(10) + "." + text.substring(0, Math.min(5, text.length())),
          "as a logger",
          null);
      candidate.error("harmless");
      Eventually.isTrue(60, candidate, () -> candidate.metrics().delivered() == 6);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(server.book().received())
          .hasSize(6)
          .allMatch(event -> event.payload().length <= MAX_EVENT)
          .allMatch(event -> indexOfLineBreak(event.payload()) < 0);
      assertThat(server.book().texts()).contains("harmless", "as an entry", "as a logger");
    }
  }

  /** A payload is one line, in the folder above all. */
  private static int indexOfLineBreak(byte[] payload) {
    for (int i = 0; i < payload.length; i++) {
      if (payload[i] == '\n' || payload[i] == '\r') {
        return i;
      }
    }
    return -1;
  }

  @ParameterizedTest
  @EnumSource
  void tenThousandEntries_arriveAsFarAsTheyFit(Library library) {
    Map<String, String> entries = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      entries.put("entry-" + i, "value of " + Words.of(i));
    }
    try (FaultServer server = new FaultServer();
        Candidate candidate = library.start(Setup.patiently(server, "contextTags", "entry-1*"))) {
      candidate.in(entries, () -> candidate.error("with ten thousand entries"));
      candidate.error("with none");
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(server.book().texts())
          .containsExactlyInAnyOrder("with ten thousand entries", "with none");
      assertThat(server.book().received()).allMatch(event -> event.payload().length <= MAX_EVENT);
    }
  }

  static Stream<Arguments> answers() {
    byte[] garbage = new byte[100_000];
    new SplittableRandom(1).nextBytes(garbage);
    byte[] much = new byte[TEN_MEGABYTES];
    Arrays.fill(much, (byte) 'm');
    String words = "y".repeat(10_000);
    return Cases.onEach(
        Answer.of(200).saying(garbage),
        Answer.of(200).saying(much),
        Answer.of(200).saying(much).in(Manner.CHUNKED),
        Answer.of(400).saying(garbage),
        Answer.of(400).saying(much),
        Answer.of(500).saying(much).in(Manner.CHUNKED),
        Answer.of(403).with("X-Sentry-Error: " + words),
        Answer.of(403).with("X-Sentry-Error: \u0001\u0002\u00ff\t\u007f"),
        Answer.of(200).with("X-Sentry-Rate-Limits: " + ",:;".repeat(20_000)),
        Answer.of(200).with("X-Sentry-Rate-Limits: -1:error, NaN:error, 1e309:x, :error, ::::"),
        Answer.of(503).with("Retry-After: " + "9".repeat(5000)),
        Answer.of(200).with("X-Large: " + "z".repeat(400_000)),
        Answer.of(999),
        Answer.of(302).with("Location: http://127.0.0.1:1/"),
        Answer.of(401).with("WWW-Authenticate: Basic realm=\"give me the key\""),
        Answer.of(407).with("Proxy-Authenticate: Basic realm=\"x\""),
        Answer.of(200).in(Manner.RAW).saying(garbage),
        Answer.of(200).in(Manner.RAW).saying(much),
        Answer.of(200).in(Manner.RAW).saying("HTTP/1.1 \r\n\r\n"),
        Answer.of(200).in(Manner.RAW).saying("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void oddAnswer_costsAtMostItsEvent(Library library, Answer answer) {
    try (FaultServer server = FaultServer.answering(Script.first(1, answer, Answer.OK));
        Candidate candidate =
            library.start(
                Setup.to(
                    server, "requestTimeoutMillis", "3000", "shutdownTimeoutMillis", "10000"))) {
      candidate.error("the odd one");
      Eventually.isTrue(30, candidate, () -> server.requests() > 0);
      Eventually.isTrue(
          30,
          candidate,
          () ->
              candidate.metrics().delivered() + Books.allDropped(candidate.metrics()) == 1
                  || answer.manner() == Manner.RAW
                  || answer.status() == 503
                  || answer.headers().toString().contains("X-Large"));
      candidate.error("the next one");
      candidate.stop();

      assertThat(candidate.metrics().logged()).isEqualTo(2);
      assertThat(candidate.metrics().waiting()).isZero();
      Books.assertBalanced(candidate);
      Books.assertNoOffence(server);
      // A server's thread may be a moment behind the client that heard it.
      Eventually.holds(5, () -> assertThat(server.book().texts()).contains("the next one"));
      assertThat(candidate.status()).filteredOn(line -> line.length() > 5000).isEmpty();
    }
  }

  static Stream<Arguments> leakingAnswers() {
    String said = "no key " + FaultServer.KEY + " here";
    return Cases.onEach(
        Answer.of(403).saying(said),
        Answer.of(403).with("X-Sentry-Error: " + said),
        Answer.of(400).saying("x".repeat(295) + FaultServer.KEY),
        Answer.of(503).saying(said),
        Answer.of(429).saying(said));
  }

  @ParameterizedTest
  @MethodSource("leakingAnswers")
  void keyInAnAnswer_isNotRepeated(Library library, Answer answer) {
    try (FaultServer server = FaultServer.answering(Script.always(answer));
        Candidate candidate = library.start(Setup.to(server, "shutdownTimeoutMillis", "1000"))) {
      candidate.error("error");
      Eventually.isTrue(30, candidate, () -> server.requests() > 0);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(candidate.status()).isNotEmpty();
      String beginning = FaultServer.KEY.substring(0, 5);
      assertThat(candidate.status()).noneMatch(line -> line.contains("x" + beginning));
    }
  }

  @ParameterizedTest
  @EnumSource
  void maskedValues_areNowhere(Library library) {
    try (FaultServer server = new FaultServer();
        Candidate candidate = library.start(Setup.patiently(server, "scrub", "pin"))) {
      server.book().forbid(SECRET);
      server.book().forbid("4711-0815-pin");
      candidate.in(
          Map.of("password", SECRET, "pin", "4711-0815-pin", "fingerprint", "{{ mdc.password }}"),
          () -> {
            candidate.error("login with " + SECRET);
            candidate.errorWith("pin {} was wrong", "4711-0815-pin");
            candidate.error(
                "faults." + SECRET, "failed", new IllegalStateException("rejected: " + SECRET));
          });
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(candidate.metrics().delivered()).isEqualTo(3);
      assertThat(candidate.status()).noneMatch(line -> line.contains(SECRET));
      assertThat(candidate.status()).noneMatch(line -> line.contains("4711-0815-pin"));
    }
  }
}
