package dev.whorl.protocol;

import static dev.whorl.protocol.Written.encoded;
import static dev.whorl.protocol.Written.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.event.Breadcrumb;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Mechanism;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import dev.whorl.testing.Calls;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSizeTest {
  @ParameterizedTest
  @ValueSource(strings = {"value", "wért\ud83d\ude00", "\u0001\"\\"})
  void hugeContext_keepsWhatFitsAndCountsTheRest(String value) {
    Map<String, Object> mdc = new LinkedHashMap<>();
    for (int i = 0; i < 10_000; i++) {
      mdc.put("key" + i, value);
    }
    JsonNode context = encoded(event().context("MDC", mdc)).at("/contexts/MDC");

    assertThat(context.toString().getBytes(StandardCharsets.UTF_8).length).isBetween(2_000, 8_192);
    assertThat(context.get("key0").textValue()).isEqualTo(value);
    assertThat(context.get("whorl.left_out").intValue()).isEqualTo(10_000 - (context.size() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "\u0001", "\"", "\ud83d\ude00"})
  void longContextValue_isCutToFit(String character) {
    JsonNode context =
        encoded(event().context("MDC", Map.of("a", character.repeat(20_000)))).at("/contexts/MDC");

    assertThat(context.toString().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(8_192);
    assertThat(context.get("a").textValue()).startsWith(character.repeat(100));
  }

  @Test
  void valueThatCannotBeCut_isLeftOutAndLaterOnesKept() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("list", Collections.nCopies(100, "x".repeat(500)));
    values.put("small", 1);

    assertThat(encoded(event().context("c", values)).at("/contexts/c"))
        .hasToString("{\"small\":1,\"whorl.left_out\":1}");
  }

  @Test
  void eventWithinTheLimit_isNotCut() {
    JsonNode json =
        encoded(event().breadcrumbs(breadcrumbs(50, 1024)).context("whorl", Map.of("a", 1)));

    assertThat(json.at("/breadcrumbs/values")).hasSize(50);
    assertThat(json.at("/contexts/whorl").has("cut")).isFalse();
  }

  @Test
  void tooManyBreadcrumbs_goFirst() {
    JsonNode json =
        encoded(event().breadcrumbs(breadcrumbs(200, 8_000)).exceptions(exceptions(2, 200, 8_000)));

    assertThat(json.has("breadcrumbs")).isFalse();
    assertThat(json.at("/exception/values/0/stacktrace/frames")).hasSize(200);
    assertThat(json.at("/contexts/whorl/cut")).hasToString("[\"breadcrumbs\"]");
  }

  @Test
  void middleFrames_goNext() {
    JsonNode json =
        encoded(event().breadcrumbs(breadcrumbs(50, 1_000)).exceptions(exceptions(50, 250, 1_000)));
    JsonNode frames = json.at("/exception/values/0/stacktrace/frames");

    assertThat(json.has("breadcrumbs")).isFalse();
    assertThat(frames.size()).isLessThan(250);
    assertThat(frames.get(0).get("lineno").intValue()).isEqualTo(1);
    assertThat(frames.get(frames.size() - 1).get("lineno").intValue()).isEqualTo(250);
    assertThat(json.at("/exception/values/0/value").textValue()).hasSize(1_000);
    assertThat(json.at("/contexts/whorl/cut")).hasToString("[\"breadcrumbs\",\"frames\"]");
  }

  @Test
  void longTexts_goLast() {
    JsonNode json =
        encoded(
            event()
                .message(new LogMessage(null, "é".repeat(8_192), List.of()))
                .fingerprint(Fingerprint.of("f".repeat(2_000_000), "second"))
                .contextValue(ErrorEvent.WHORL_CONTEXT, "fingerprint_from", "mdc"));

    assertThat(json.at("/fingerprint")).hasSize(2);
    assertThat(json.at("/fingerprint/0").textValue()).hasSize(1_024);
    assertThat(json.at("/logentry/formatted").textValue()).hasSize(1_024);
    assertThat(json.at("/contexts/whorl"))
        .hasToString(
            "{\"fingerprint_from\":\"mdc\",\"cut\":[\"breadcrumbs\",\"frames\",\"texts\"]}");
  }

  @Test
  void everythingAtItsLimit_stillArrives() {
    JsonNode json =
        encoded(
            event()
                .message(
                    new LogMessage(
                        "é".repeat(9_000), "é".repeat(9_000), Collections.nCopies(100, "p")))
                .breadcrumbs(breadcrumbs(1_000, 1_024))
                .exceptions(exceptions(50, 250, 8_192))
                .fingerprint(
                    new Fingerprint(
                        IntStream.range(0, 300_000).mapToObj(i -> "part" + i).toList())));

    assertThat(json.at("/exception/values")).hasSize(50);
    assertThat(json.at("/fingerprint")).hasSize(1_000);
  }

  @Test
  void eventThatNoCutMakesSmall_isRefused() {
    var event = event();
    for (int i = 0; i < 3_000; i++) {
      event.context("c" + i, Map.of("a", "x".repeat(8_000)));
      event.context("d" + i, Map.of("l", Collections.nCopies(80, 1.5)));
    }

    assertThat(EventJson.encode(event.build())).isNull();
  }

  private static List<Breadcrumb> breadcrumbs(int count, int length) {
    return Collections.nCopies(count, Calls.breadcrumb("b".repeat(length)));
  }

  private static List<ThrownException> exceptions(int count, int frames, int length) {
    List<StackFrame> trace =
        IntStream.rangeClosed(1, frames)
            .mapToObj(
                line -> new StackFrame("com.acme.Class".repeat(10), "m", "A.java", line, null))
            .toList();
    Mechanism mechanism = new Mechanism("auto.log.test", true, 0, null, null);
    return Collections.nCopies(
        count, new ThrownException("E", "v".repeat(length), "com.acme", 1, mechanism, trace));
  }
}
