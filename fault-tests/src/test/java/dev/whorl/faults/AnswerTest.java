package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.faults.Answer.Manner;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the server says once and means. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class AnswerTest {
  static Stream<Arguments> accepting() {
    return Cases.onEach(
        Answer.OK,
        Answer.of(200),
        Answer.of(202),
        Answer.of(201).saying("{}"),
        Answer.OK.in(Manner.CHUNKED),
        Answer.OK.in(Manner.SLOWLY),
        Answer.OK.in(Manner.THEN_CLOSED),
        Answer.OK.in(Manner.RESET_IN_BODY),
        Answer.of(400).saying("{\"detail\":\"event already exists\"}"));
  }

  @ParameterizedTest
  @MethodSource("accepting")
  void acceptedEvents_areDeliveredOnce(Library library, Answer answer) {
    try (FaultServer server = FaultServer.answering(Script.always(answer));
        Candidate candidate = library.start(Setup.to(server))) {
      for (int i = 0; i < 5; i++) {
        candidate.error("error " + i);
      }
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 5);
      candidate.error("one more, after a pause");
      Eventually.isTrue(30, candidate, () -> candidate.metrics().delivered() == 6);
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(server.book().texts()).hasSize(6);
    }
  }

  static Stream<Arguments> refusing() {
    return Cases.onEach(
        Answer.of(400).saying("{\"detail\":\"REASON\"}"),
        Answer.of(401).with("X-Sentry-Error: REASON"),
        Answer.of(403).saying("REASON"),
        Answer.of(403).with("X-Sentry-Error: REASON").saying("something else"),
        Answer.of(404).saying("REASON"),
        Answer.of(413).saying("REASON"),
        Answer.of(500).saying("REASON").in(Manner.CHUNKED),
        Answer.of(500).saying("REASON"));
  }

  @ParameterizedTest
  @MethodSource("refusing")
  void refusedEvents_areRejectedAndTheReasonIsToldOnce(Library library, Answer refusal) {
    String reason = "reason-" + library + "-" + refusal.hashCode();
    Answer answer = withReason(refusal, reason);
    try (FaultServer server = FaultServer.answering(Script.first(3, answer, Answer.OK));
        Candidate candidate = library.start(Setup.to(server))) {
      for (int i = 0; i < 3; i++) {
        candidate.error("error " + i);
      }
      Eventually.isTrue(30, candidate, () -> Books.dropped(candidate.metrics(), "rejected") == 3);
      Eventually.isTrue(5, candidate, () -> !Books.told(candidate, reason).isEmpty());
      candidate.error("accepted");
      candidate.stop();

      Books.assertAgree(candidate, server);
      assertThat(Books.told(candidate, reason))
          .singleElement()
          .asString()
          .contains(String.valueOf(answer.status()));
      assertThat(server.book().received()).hasSize(4).allMatch(event -> event.times() == 1);
      assertThat(server.book().texts()).containsExactly("accepted");
      assertThat(server.book().reported()).isEqualTo(Map.of("send_error", 3L));
    }
  }

  private static Answer withReason(Answer refusal, String reason) {
    Answer answer = Answer.of(refusal.status()).in(refusal.manner());
    for (String header : refusal.headers()) {
      answer = answer.with(header.replace("REASON", reason));
    }
    return answer.saying(
        new String(refusal.body(), StandardCharsets.UTF_8).replace("REASON", reason));
  }
}
