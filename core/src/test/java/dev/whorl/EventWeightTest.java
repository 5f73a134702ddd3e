package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.Breadcrumb;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Mechanism;
import dev.whorl.event.Severity;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import dev.whorl.event.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventWeightTest {
  private static final String LONG = "x".repeat(10_000);

  private static long weight(UnaryOperator<ErrorEvent.Builder> change) {
    return EventWeight.of(change.apply(ErrorEvent.builder(Instant.EPOCH, Severity.ERROR)).build());
  }

  static List<UnaryOperator<ErrorEvent.Builder>> longParts() {
    List<Object> circle = new ArrayList<>(List.of(LONG));
    circle.add(circle);
    return List.of(
        event -> event.message(new LogMessage(null, LONG, List.of())),
        event -> event.message(new LogMessage(LONG, "", List.of())),
        event -> event.message(new LogMessage(null, "", List.of("a", LONG))),
        event -> event.exceptions(List.of(thrown(LONG, List.of()))),
        event ->
            event.exceptions(
                List.of(
                    thrown(
                        null,
                        Collections.nCopies(
                            100, new StackFrame("com.acme.Shop", "order", null, 7, null))))),
        event -> event.tag("a", LONG),
        event -> event.context("a", Map.of("b", Map.of("c", List.of(LONG)))),
        event -> event.context("a", Map.of("b", circle)),
        event ->
            event.breadcrumbs(List.of(new Breadcrumb(Instant.EPOCH, Severity.INFO, "a", LONG))),
        event -> event.user(new User(LONG, null, null, null)),
        event -> event.fingerprint(Fingerprint.of("a", LONG)),
        event -> event.serverName(LONG));
  }

  private static ThrownException thrown(String value, List<StackFrame> frames) {
    return new ThrownException(
        "E", value, null, 1, new Mechanism("logback", true, 0, null, null), frames);
  }

  @ParameterizedTest
  @MethodSource("longParts")
  void whateverIsLong_isWeighed(UnaryOperator<ErrorEvent.Builder> part) {
    assertThat(weight(UnaryOperator.identity())).isBetween(100L, 2_000L);
    assertThat(weight(part)).isBetween(7_000L, 200_000L);
  }
}
