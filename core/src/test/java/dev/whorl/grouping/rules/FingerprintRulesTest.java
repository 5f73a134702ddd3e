package dev.whorl.grouping.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.Message;
import dev.whorl.grouping.facts.GroupableEvent.ThreadFacts;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.facts.GroupableTrace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintRulesTest {
  private static final GroupableEvent EVENT =
      event(
          new Message(null, " Order\nFailed "),
          List.of(
              thrown(
                  "SocketException",
                  " Connection RESET ",
                  frame("com.acme.Net", "read", "src/Net.java", null, true),
                  frame("java.net.Socket", "in", null, null, null)),
              thrown(
                  "ShopException",
                  null,
                  frame("com.acme.Shop", "buy", null, "/opt/shop.jar", false))),
          List.of(),
          List.of());

  private static final GroupableEvent NOTHING = event(null, List.of(), List.of(), List.of());

  private static GroupableEvent event(
      Message message,
      List<ThrownFacts> exceptions,
      List<ThreadFacts> threads,
      List<GroupableFrame> frames) {
    return new GroupableEvent(
        "java",
        null,
        null,
        message,
        exceptions,
        threads,
        new GroupableTrace(frames),
        null,
        "warning",
        "com.acme.Shop",
        null,
        Map.of("zone", " eu-1 ", "a:b", "c"),
        " shop@2.1 ",
        "sentry.java.spring-boot");
  }

  private static ThrownFacts thrown(String type, String value, GroupableFrame... frames) {
    return new ThrownFacts(type, value, null, null, null, false, false, trace(frames));
  }

  private static GroupableTrace trace(GroupableFrame... frames) {
    return new GroupableTrace(List.of(frames));
  }

  private static GroupableFrame frame(
      String module, String function, String file, String packageName, Boolean inApp) {
    return new GroupableFrame(null, module, function, file, file, packageName, null, 0, 0, inApp);
  }

  private static GroupableFrame function(String name) {
    return frame(null, name, null, null, null);
  }

  private static boolean matches(String matchers, GroupableEvent event) {
    return FingerprintRules.parse(matchers + " -> x").match(event) != null;
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
  void noRecord_failsEvenWhenNegated() {
    assertThat(matches("!module:x", NOTHING)).isFalse();
    assertThat(matches("!type:x", NOTHING)).isFalse();
    assertThat(matches("!message:x", NOTHING)).isFalse();
    assertThat(matches("!logger:x", NOTHING)).isTrue();
  }

  @Test
  void withoutExceptionFrames_otherTracesCount() {
    List<ThreadFacts> threads =
        List.of(
            new ThreadFacts(false, false, trace(function("one"))),
            new ThreadFacts(false, true, trace(function("two"))));
    GroupableEvent both = event(null, List.of(), threads, List.of(function("top")));
    GroupableEvent onlyThreads = event(null, List.of(), threads, List.of());

    assertThat(matches("function:top", both)).isTrue();
    assertThat(matches("function:two", both)).isFalse();
    assertThat(matches("function:two", onlyThreads)).isTrue();
    assertThat(matches("function:one", onlyThreads)).isFalse();
  }

  @Test
  void missingFunction_isCalledUnknown() {
    GroupableFrame frame = frame("m", null, null, null, null);

    assertThat(matches("function:<unknown>", event(null, List.of(), List.of(), List.of(frame))))
        .isTrue();
  }

  @Test
  void firstMatchingRule_wins() {
    FingerprintRules rules =
        FingerprintRules.parse(
            "type:Nope -> a\ntype:Shop* -> b title=\"T {{ type }}\"\ntype:* -> c");

    FingerprintRules.Match match = rules.match(EVENT);

    assertThat(match).isNotNull();
    assertThat(match.fingerprint()).containsExactly("b");
    assertThat(match.title()).isEqualTo("T {{ type }}");
    assertThat(match.rule().line()).isEqualTo(2);
  }

  @Test
  void noRule_noMatch() {
    assertThat(FingerprintRules.parse("# nothing\n").match(EVENT)).isNull();
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
