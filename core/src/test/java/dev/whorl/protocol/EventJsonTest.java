package dev.whorl.protocol;

import static dev.whorl.protocol.Written.encoded;
import static dev.whorl.protocol.Written.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Mechanism;
import dev.whorl.event.Sdk;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import dev.whorl.event.User;
import dev.whorl.testing.Calls;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJsonTest {
  @Test
  void barestEvent_hasOnlyWhatIsRequired() {
    JsonNode json = encoded(event());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("event_id", "timestamp", "platform", "level", "contexts");
    assertThat(json.get("timestamp").textValue()).isEqualTo("2026-11-20T12:00:00.123456Z");
    assertThat(json.get("platform").textValue()).isEqualTo("java");
    assertThat(json.get("level").textValue()).isEqualTo("error");
    assertThat(json.get("contexts")).isEmpty();
  }

  @Test
  void plainFields_haveTheirProtocolNames() {
    JsonNode json =
        encoded(
            event()
                .logger("com.acme.Shop")
                .serverName("host")
                .release("1.0")
                .environment("prod")
                .dist("d")
                .sdk(new Sdk("whorl.java.test", "1"))
                .user(new User("5", "e", null, "127.0.0.1"))
                .thread("main", 7)
                .tag("a", "1"));

    assertThat(json.get("logger").textValue()).isEqualTo("com.acme.Shop");
    assertThat(json.get("server_name").textValue()).isEqualTo("host");
    assertThat(json.get("release").textValue()).isEqualTo("1.0");
    assertThat(json.get("environment").textValue()).isEqualTo("prod");
    assertThat(json.get("dist").textValue()).isEqualTo("d");
    assertThat(json.get("sdk")).hasToString("{\"name\":\"whorl.java.test\",\"version\":\"1\"}");
    assertThat(json.get("user"))
        .hasToString("{\"id\":\"5\",\"email\":\"e\",\"ip_address\":\"127.0.0.1\"}");
    assertThat(json.get("threads"))
        .hasToString("{\"values\":[{\"id\":7,\"name\":\"main\",\"current\":true}]}");
    assertThat(json.get("tags")).hasToString("{\"a\":\"1\"}");
  }

  @Test
  void fingerprint_isAnArrayOrAbsent() {
    assertThat(
            encoded(event().fingerprint(Fingerprint.of("{{default}}", "a,\"b"))).get("fingerprint"))
        .hasToString("[\"{{ default }}\",\"a,\\\"b\"]");
    assertThat(encoded(event().fingerprint(Fingerprint.of())).has("fingerprint")).isFalse();
  }

  @Test
  void fingerprintPart_mayBeLong() {
    String part = "x".repeat(100_000);

    assertThat(encoded(event().fingerprint(Fingerprint.of(part))).at("/fingerprint/0").textValue())
        .isEqualTo(part);
  }

  @Test
  void message_hasTemplateTextAndParams() {
    assertThat(
            encoded(event().message(new LogMessage("a {}", "a 1", List.of("1")))).get("logentry"))
        .hasToString("{\"message\":\"a {}\",\"formatted\":\"a 1\",\"params\":[\"1\"]}");
    assertThat(encoded(event().message(new LogMessage(null, "a", List.of()))).get("logentry"))
        .hasToString("{\"formatted\":\"a\"}");
  }

  @Test
  void exception_hasItsMechanismAndFrames() {
    ThrownException exception =
        new ThrownException(
            "Outer$Inner",
            null,
            "com.acme",
            7,
            new Mechanism("chained", null, 1, 0, "cause"),
            List.of(
                new StackFrame("java.lang.Thread", "sleep", null, 0, null),
                new StackFrame("com.acme.A", "a", "A.java", 3, true)));

    assertThat(encoded(event().exceptions(List.of(exception))).get("exception"))
        .hasToString(
            "{\"values\":[{\"type\":\"Outer$Inner\",\"module\":\"com.acme\",\"thread_id\":7,"
                + "\"mechanism\":{\"type\":\"chained\",\"exception_id\":1,\"parent_id\":0,\"source\":\"cause\"},"
                + "\"stacktrace\":{\"frames\":[{\"module\":\"java.lang.Thread\",\"function\":\"sleep\"},"
                + "{\"module\":\"com.acme.A\",\"function\":\"a\",\"filename\":\"A.java\",\"lineno\":3,\"in_app\":true}]}}]}");
  }

  @Test
  void exceptionWithoutFrames_hasNoStackTrace() {
    ThrownException exception =
        new ThrownException(
            "E", "v", null, 0, new Mechanism("auto.log.test", true, 0, null, null), List.of());

    assertThat(encoded(event().exceptions(List.of(exception))).at("/exception/values/0"))
        .hasToString(
            "{\"type\":\"E\",\"value\":\"v\",\"mechanism\":{\"type\":\"auto.log.test\",\"handled\":true,\"exception_id\":0}}");
  }

  @Test
  void breadcrumbs_areOldestFirst() {
    assertThat(
            encoded(event().breadcrumbs(List.of(Calls.breadcrumb("m1"), Calls.breadcrumb("m2"))))
                .get("breadcrumbs"))
        .hasToString(
            "{\"values\":[{\"timestamp\":\"2026-11-20T12:00:00.123456Z\",\"level\":\"info\",\"category\":\"com.acme.Shop\",\"message\":\"m1\"},"
                + "{\"timestamp\":\"2026-11-20T12:00:00.123456Z\",\"level\":\"info\",\"category\":\"com.acme.Shop\",\"message\":\"m2\"}]}");
  }

  @Test
  void contexts_keepTheKindOfTheirValues() {
    Map<String, Object> values =
        Map.of("n", 1, "d", 1.5, "b", true, "s", "t", "l", List.of(1, Map.of("k", "v")));
    JsonNode context = encoded(event().context("c", values)).at("/contexts/c");

    assertThat(context.get("n").isInt()).isTrue();
    assertThat(context.get("d").isDouble()).isTrue();
    assertThat(context.get("b").isBoolean()).isTrue();
    assertThat(context.get("s").textValue()).isEqualTo("t");
    assertThat(context.get("l")).hasToString("[1,{\"k\":\"v\"}]");
  }
}
