package dev.whorl.grouping.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.grouping.EventFromJson;
import dev.whorl.grouping.facts.GroupableEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintRulesTest {
  private static final String EVENT =
      """
      {"platform": "java", "level": "warning", "logger": "com.acme.Shop", "release": " shop@2.1 ",
       "sdk": {"name": "sentry.java.spring-boot"}, "tags": {"zone": " eu-1 ", "a:b": "c"},
       "logentry": {"formatted": " Order\\nFailed "},
       "exception": [
         {"type": "SocketException", "value": " Connection RESET ", "stacktrace": {"frames": [
           {"module": "com.acme.Net", "function": "read", "filename": "src/Net.java", "in_app": true},
           {"module": "java.net.Socket", "function": "in"}]}},
         {"type": "ShopException", "value": null, "stacktrace": {"frames": [
           {"module": "com.acme.Shop", "function": "buy", "package": "/opt/shop.jar", "in_app": false}]}}
       ]}
      """;

  private static GroupableEvent event(String json) {
    try {
      return EventFromJson.read(new ObjectMapper().readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean matches(String matchers, String event) {
    return FingerprintRules.parse(matchers + " -> x").match(event(event)) != null;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          type:SocketException                             | true
          type:socketexception                             | false
          value:"connection reset"                         | true
          type:SocketException value:*reset                | true
          type:ShopException value:*reset                  | false
          type:ShopException !value:*reset                 | true
          !type:*Exception                                 | false
          type:ShopException function:read                 | true
          message:order*failed                             | true
          message:*reset*                                  | true
          message:*order* message:*reset*                  | false
          message:*order* value:*reset*                    | true
          !message:*order*                                 | true
          level:WARN*                                      | true
          logger:com.acme.* level:error                    | false
          logger:COM.acme.*                                | false
          tags.zone:eu-?                                   | true
          tags.zone:EU-?                                   | false
          "tags.a:b":c                                     | true
          tags.none:*                                      | false
          !tags.none:*                                     | true
          module:com.acme.Net function:buy                 | false
          module:com.acme.Shop function:buy app:no         | true
          module:com.acme.Shop app:yes                     | false
          module:java.net.Socket app:TRUE                  | false
          module:java.net.Socket app:false                 | false
          module:java.net.Socket !app:false !app:true      | true
          !module:com.acme.*                               | true
          !module:*                                        | false
          path:**/src/*.java                               | true
          path:src/net.JAVA                                | true
          package:/opt/*                                   | true
          family:native,other                              | true
          family:all                                       | true
          !family:all                                      | false
          family:java                                      | false
          sdk:sentry.java                                  | true
          sdk:sentry.java.spring-boot                      | false
          sdk:other                                        | false
          release:shop@*                                   | true
          !release:shop@*                                  | false
          """)
  void matcher(String matchers, boolean expected) {
    assertThat(matches(matchers, EVENT)).isEqualTo(expected);
  }

  @Test
  void noFrames_failsEvenWhenNegated() {
    assertThat(matches("!module:x", "{}")).isFalse();
    assertThat(matches("!type:x", "{}")).isFalse();
    assertThat(matches("!message:x", "{}")).isFalse();
    assertThat(matches("!logger:x", "{}")).isTrue();
  }

  @Test
  void withoutExceptionFrames_otherTracesCount() {
    String top = "\"stacktrace\": {\"frames\": [{\"function\": \"top\"}]}";
    String threads =
        """
        "threads": [{"stacktrace": {"frames": [{"function": "one"}]}},
                    {"current": true, "stacktrace": {"frames": [{"function": "two"}]}}]
        """;

    assertThat(matches("function:top", "{" + top + "," + threads + "}")).isTrue();
    assertThat(matches("function:two", "{" + top + "," + threads + "}")).isFalse();
    assertThat(matches("function:two", "{" + threads + "}")).isTrue();
    assertThat(matches("function:one", "{" + threads + "}")).isFalse();
  }

  @Test
  void missingFunction_isCalledUnknown() {
    String event = "{\"stacktrace\": {\"frames\": [{\"module\": \"m\"}]}}";

    assertThat(matches("function:<unknown>", event)).isTrue();
  }

  @Test
  void firstMatchingRule_wins() {
    FingerprintRules rules =
        FingerprintRules.parse(
            "type:Nope -> a\ntype:Shop* -> b title=\"T {{ type }}\"\ntype:* -> c");

    FingerprintRules.Match match = rules.match(event(EVENT));

    assertThat(match).isNotNull();
    assertThat(match.fingerprint()).containsExactly("b");
    assertThat(match.title()).isEqualTo("T {{ type }}");
    assertThat(match.rule().line()).isEqualTo(2);
  }

  @Test
  void noRule_noMatch() {
    assertThat(FingerprintRules.parse("# nothing\n").match(event(EVENT))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          -                        | other
          raven-java               | other
          whorl.java               | other
          sentry-java              | sentry.java
          sentry.java.spring-boot  | sentry.java
          sentry.javascript.react_native | sentry.javascript.react.native
          sentry.native.unity.x    | sentry.native.unity
          sentry                   | other
          """)
  void sdk_isReducedToItsFamily(String name, String expected) {
    assertThat(EventFacts.sdk(name)).isEqualTo(expected);
  }
}
