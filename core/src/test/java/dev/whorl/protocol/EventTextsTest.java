package dev.whorl.protocol;

import static dev.whorl.protocol.Written.encoded;
import static dev.whorl.protocol.Written.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.event.Breadcrumb;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Mechanism;
import dev.whorl.event.Severity;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import dev.whorl.event.User;
import dev.whorl.testing.Calls;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever stands in an event, what is written is valid and within the limits of each field. */
class EventTextsTest {
  private static final String LONG = "x".repeat(20_000);

  @Test
  void longTexts_areCutFieldByField() {
    StackFrame frame = new StackFrame(LONG, LONG, LONG, 1, null);
    Mechanism mechanism = new Mechanism("auto.log.test", true, 0, null, null);
    JsonNode json =
        encoded(
            event()
                .logger(LONG)
                .serverName(LONG)
                .release(LONG)
                .environment(LONG)
                .dist(LONG)
                .thread(LONG, 1)
                .user(new User(LONG, LONG, LONG, LONG))
                .tag(LONG, LONG)
                .message(new LogMessage(LONG, LONG, List.of(LONG, LONG)))
                .breadcrumbs(List.of(new Breadcrumb(Calls.NOON, Severity.INFO, LONG, LONG)))
                .exceptions(
                    List.of(new ThrownException(LONG, LONG, LONG, 1, mechanism, List.of(frame)))));

    assertLength(json, "/logger", 64);
    assertLength(json, "/server_name", 256);
    assertLength(json, "/release", 200);
    assertLength(json, "/environment", 64);
    assertLength(json, "/dist", 200);
    assertLength(json, "/threads/values/0/name", 200);
    assertLength(json, "/user/email", 200);
    assertLength(json, "/tags/" + "x".repeat(200), 200);
    assertLength(json, "/logentry/message", 8192);
    assertLength(json, "/logentry/formatted", 8192);
    assertLength(json, "/logentry/params/0", 8192);
    assertLength(json, "/logentry/params/1", 0);
    assertLength(json, "/breadcrumbs/values/0/message", 8192);
    assertLength(json, "/exception/values/0/type", 256);
    assertLength(json, "/exception/values/0/value", 8192);
    assertLength(json, "/exception/values/0/module", 256);
    assertLength(json, "/exception/values/0/stacktrace/frames/0/function", 256);
  }

  @Test
  void cut_doesNotSplitACharacter() {
    String text = "x".repeat(63) + "\ud83d\ude00";

    assertThat(encoded(event().logger(text)).get("logger").textValue()).isEqualTo("x".repeat(63));
  }

  @Test
  void loneSurrogates_areWrittenAsQuestionMarks() {
    String text = "a\ud83d b\ude00 \ud83d\ude00";
    String repaired = "a? b? \ud83d\ude00";
    JsonNode json =
        encoded(
            event()
                .message(new LogMessage(text, text, List.of(text)))
                .tag("t", text)
                .fingerprint(Fingerprint.of(text))
                .context("c", Map.of(text, text)));

    assertThat(json.at("/logentry/formatted").textValue()).isEqualTo(repaired);
    assertThat(json.at("/logentry/params/0").textValue()).isEqualTo(repaired);
    assertThat(json.at("/tags/t").textValue()).isEqualTo(repaired);
    assertThat(json.at("/fingerprint/0").textValue()).isEqualTo(repaired);
    assertThat(json.at("/contexts/c").get(repaired).textValue()).isEqualTo(repaired);
  }

  @Test
  void controlCharacters_areEscapedOnOneLine() {
    String text = "a\nb\r\nc\t\u0000\u001b[0m\u2028";
    JsonNode json =
        encoded(
            event()
                .message(new LogMessage(text, text, List.of()))
                .logger("a\nb\r")
                .tag("t", "a\nb"));

    assertThat(json.at("/logentry/formatted").textValue()).isEqualTo(text);
    assertThat(json.get("logger").textValue()).isEqualTo("a b ");
    assertThat(json.at("/tags/t").textValue()).isEqualTo("a b");
  }

  @Test
  void tagKeys_haveOnlyWhatServersTake() {
    JsonNode tags =
        encoded(
                event()
                    .tag("order id", "1")
                    .tag("größe/ß", "2")
                    .tag("a.b:c_d-E9", "3")
                    .tag("order-id", "twice")
                    .tag("", "no name")
                    .tag("blank", " "))
            .get("tags");

    assertThat(tags).hasToString("{\"order-id\":\"1\",\"gr__e__\":\"2\",\"a.b:c_d-E9\":\"3\"}");
  }

  @Test
  void manyTags_areBounded() {
    var event = event();
    for (int i = 0; i < 10_000; i++) {
      event.tag("t" + i, "v");
    }

    assertThat(encoded(event).get("tags")).hasSize(100);
  }

  @Test
  void numbersThatJsonCannotSay_areText() {
    JsonNode context =
        encoded(
                event()
                    .context(
                        "c",
                        Map.of(
                            "nan",
                            Double.NaN,
                            "inf",
                            Float.NEGATIVE_INFINITY,
                            "big",
                            new BigDecimal("1e400"),
                            "list",
                            Arrays.asList(null, Double.NaN))))
            .at("/contexts/c");

    assertThat(context.get("nan").textValue()).isEqualTo("NaN");
    assertThat(context.get("inf").textValue()).isEqualTo("-Infinity");
    assertThat(context.get("big").textValue()).isEqualTo("1E+400");
    assertThat(context.get("list")).hasToString("[null,\"NaN\"]");
  }

  @Test
  void contextValueOfAnyClass_isText() {
    Object throwing =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException();
          }
        };
    JsonNode context =
        encoded(
                event()
                    .context(
                        "c",
                        Map.of(
                            "o",
                            throwing,
                            "a",
                            new int[] {1},
                            "k",
                            Collections.singletonMap(null, null))))
            .at("/contexts/c");

    assertThat(context.get("o").textValue())
        .isEqualTo("[toString failed: java.lang.IllegalStateException]");
    assertThat(context.get("a").textValue()).isEqualTo("[1]");
    assertThat(context.get("k")).hasToString("{\"null\":null}");
  }

  private static void assertLength(JsonNode json, String path, int length) {
    assertThat(json.at(path).isTextual()).as(path).isTrue();
    assertThat(json.at(path).textValue().length()).as(path).isEqualTo(length);
  }
}
