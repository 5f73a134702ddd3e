package dev.whorl.inbox.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.whorl.grouping.Group;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.inbox.payload.EventFromJson;
import dev.whorl.inbox.payload.RecordedVariables;
import dev.whorl.inbox.preview.RuleSuggestions.Suggestion;
import dev.whorl.inbox.store.TagShare;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSuggestionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void exceptionInTheApplication_getsTypeAndFunctionOrTypeAndPackage() throws IOException {
    RuleSuggestions suggested =
        suggest(exception("{'tenant':'acme'}"), "", share("host", 1, 0), share("tenant", 2, 0));

    assertThat(suggested.finer().text())
        .isEqualTo(
            """
            # Finer: one group for each value of the tag tenant.
            type:TimeoutException function:place -> {{ default }}, {{ tags.tenant }}
            """);
    assertThat(suggested.coarser().text())
        .isEqualTo(
            """
            # Coarser: all TimeoutException with a call in com.acme in one group.
            error.type:TimeoutException stack.module:com.acme.* -> timeoutexception-in-com-acme
            """);
  }

  @Test
  void tagOfOneValue_splitsNothingAndIsNotTaken() throws IOException {
    assertThat(
            suggest(
                    exception("{}"),
                    "",
                    share("host", 1, 0),
                    share("request", 100, 9),
                    share("tenant", 3, 0),
                    share("", 5, 0))
                .finer()
                .rule())
        .endsWith(" -> {{ default }}, {{ tags.tenant }}");
    assertThat(suggest(exception("{}"), "", share("host", 1, 0)).finer().rule())
        .endsWith(" -> {{ default }}, {{ error.value }}");
  }

  @Test
  void fingerprintOfTheCall_isExtended() throws IOException {
    ObjectNode event = exception("{}").put("logger", "shop");
    event.putArray("fingerprint").add("payment").add("a \"b\" \\ \n, c").add("{{ tags.bank }}");

    Suggestion finer = suggest(event, "", share("bank", 2, 0), share("tenant", 2, 0)).finer();

    assertThat(finer.rule())
        .isEqualTo(
            "type:TimeoutException function:place logger:shop -> "
                + "payment, \"a \\\"b\\\" \\\\ \\u000a, c\", {{ tags.bank }}, {{ tags.tenant }}");
    assertThat(group(finer, event).fingerprint())
        .containsExactly("payment", "a \"b\" \\ \n, c", "{{ tags.bank }}", "{{ tags.tenant }}");
  }

  @Test
  void ruleInForce_isExtended() throws IOException {
    String rules = "# shop\n  type:TimeoutException -> late, \"a b\" title=\"T\"\n";

    Suggestion finer = suggest(exception("{}"), rules, share("tenant", 2, 0)).finer();

    assertThat(finer.rule())
        .isEqualTo("type:TimeoutException -> late, \"a b\" title=\"T\", {{ tags.tenant }}");
    assertThat(group(finer, exception("{}")).fingerprint())
        .containsExactly("late", "a b", "{{ tags.tenant }}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"type:* -> title=\"T\"", "type:* -> {{default}}", "type:* -> {{ default }},"})
  void ruleWithTheDefaultGrouping_isExtended(String rule) throws IOException {
    Suggestion finer = suggest(exception("{}"), rule).finer();

    assertThat(finer.rule()).startsWith(rule).endsWith(" {{ error.value }}");
    assertThat(group(finer, exception("{}")).fingerprint())
        .containsExactly("{{ default }}", "{{ error.value }}");
  }

  @Test
  void ruleOverSeveralLines_isReplacedByOneWithItsParts() throws IOException {
    Suggestion finer = suggest(exception("{}"), "type:* -> \"a\nb\"").finer();

    assertThat(finer.rule())
        .isEqualTo("type:TimeoutException function:place -> \"a\\u000ab\", {{ error.value }}");
  }

  @Test
  void withoutTags_theMessageMakesFinerGroups() throws IOException {
    assertThat(suggest(exception("{}"), "").finer().rule())
        .isEqualTo("type:TimeoutException function:place -> {{ default }}, {{ error.value }}");
  }

  @Test
  void stackTraceRules_sayWhatIsInApp() throws IOException {
    Grouper grouper = grouper("", "stack.module:org.lib.* +app\n");

    assertThat(RuleSuggestions.of(exception("{}"), grouper, "", List.of()).coarser().rule())
        .isEqualTo(
            "error.type:TimeoutException stack.module:org.lib.* -> timeoutexception-in-org-lib");
  }

  @Test
  void message_getsItsLoggerOrItsFirstWords() throws IOException {
    ObjectNode event =
        JSON.createObjectNode().put("message", "order no 17 failed").put("logger", "com.acme.Shop");

    RuleSuggestions suggested = suggest(event, "");

    assertThat(suggested.finer().rule())
        .isEqualTo("logger:com.acme.Shop -> {{ default }}, {{ logger }}");
    assertThat(suggested.coarser().rule()).isEqualTo("message:\"order no*\" -> order-no");
  }

  @Test
  void emptyEvent_getsRulesThatMatchItToo() {
    assertMatches(JSON.createObjectNode());
    assertMatches(JSON.createObjectNode().put("level", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\\",
        "a\\",
        "\\\"",
        "\\n",
        "\\\\",
        "*",
        "a*b?c[d]{e,f}",
        "[",
        "}",
        "{{ default }}",
        "x -> y",
        "# no comment",
        "!x",
        "a\nb -> c",
        "a\r\nb",
        "\u0000\u001b[2J",
        "\u202egnp.exe\u2028\u2029\u0085",
        "\ufeffbom",
        "\ud83d\ude00 smile",
        "half \ud83d",
        "  spaces around  ",
        "\ttab",
        "com.acme.\u00c4rger",
        "\u0130I\u0131",
        "a,b",
        "$Lambda/0x00007f",
        "<init>",
        ".",
        "..",
        ".a.b",
        "title=\"x\"",
        "type:x",
        "\\x41\\u0041\\101",
      })
  void hostileText_anywhereInAnEvent_isMatchedByItsRules(String text) throws IOException {
    for (String hostile : List.of(text, text.repeat(300), "a".repeat(199) + text)) {
      for (int place = 0; place < 8; place++) {
        assertMatches(hostileEvent(hostile, place));
      }
    }
  }

  @Test
  void hostileTypeAndFunction_staySpecific() throws IOException {
    ObjectNode event = hostileEvent("a \"*\" \\ {b}\n", 0);

    assertThat(suggest(event, "").finer().rule())
        .startsWith("type:\"a \\\"\\\\*\\\" \\\\\\\\ \\\\{b\\\\}\\u000a\" function:place -> ");
    assertThat(rulesMatching(suggest(event, "").finer(), exception("{}"))).isFalse();
  }

  /** An event with a text in one of its places, or in all of them. */
  private static ObjectNode hostileEvent(String text, int place) throws IOException {
    ObjectNode event = exception("{}");
    ObjectNode thrown = (ObjectNode) event.path("exception").path(0);
    ObjectNode frame = (ObjectNode) thrown.path("stacktrace").path("frames").path(0);
    boolean all = place == 6;
    if (place == 0 || all) {
      thrown.put("type", text);
    }
    if (place == 1 || all) {
      frame.put("function", text);
    }
    if (place == 2 || all) {
      frame.put("module", text);
    }
    if (place == 3 || all) {
      event.putObject("tags").put(text, text);
    }
    if (place == 4 || all) {
      event.put("logger", text);
      event.put("level", text);
    }
    if (place == 5) {
      event.remove("exception");
      event.put("message", text);
      event.put("logger", text);
    }
    if (place == 7) {
      event.putArray("fingerprint").add(text).add("{{ level }}");
    }
    return event;
  }

  private static ObjectNode exception(String tags) throws IOException {
    String json =
        """
        {'platform':'java','tags':TAGS,'exception':[{'type':'TimeoutException','value':'late',
        'stacktrace':{'frames':[
        {'module':'com.acme.shop.Orders','function':'place','in_app':true},
        {'module':'org.lib.Http','function':'call','in_app':false}]}}]}
        """;
    return (ObjectNode) JSON.readTree(json.replace("TAGS", tags).replace('\'', '"'));
  }

  private static void assertMatches(ObjectNode event) {
    RuleSuggestions suggested = suggest(event, "");
    for (Suggestion suggestion : List.of(suggested.finer(), suggested.coarser())) {
      assertThat(suggestion.text().lines()).hasSize(2);
      assertThat(suggestion.text().chars().filter(c -> Character.isISOControl(c) && c != '\n'))
          .isEmpty();
      assertThat(rulesMatching(suggestion, event)).as(suggestion.rule()).isTrue();
    }
    if (event.has("fingerprint")) {
      assertThat(group(suggested.finer(), event).fingerprint())
          .startsWith(event.path("fingerprint").path(0).textValue(), "{{ level }}")
          .hasSize(3);
    }
    // Not the last resort: there is always something to tell the event by.
    if (event.has("exception")) {
      assertThat(suggested.coarser().rule()).startsWith("error.type:");
      assertThat(suggested.finer().rule()).startsWith("type:");
    }
  }

  private static RuleSuggestions suggest(ObjectNode event, String rules, TagShare... tags) {
    return RuleSuggestions.of(event, grouper(rules, ""), rules, List.of(tags));
  }

  private static TagShare share(String name, int values, long other) {
    return new TagShare(
        name,
        IntStream.range(0, values).mapToObj(i -> new TagShare.Value("value" + i, 1)).toList(),
        other);
  }

  private static boolean rulesMatching(Suggestion suggestion, ObjectNode event) {
    return group(suggestion, event).ruleLine() == 2;
  }

  private static Group group(Suggestion suggestion, ObjectNode event) {
    return grouper(suggestion.text(), "")
        .group(EventFromJson.read(event), new RecordedVariables(event));
  }

  private static Grouper grouper(String rules, String stackRules) {
    return new Grouper(FingerprintRules.parse(rules), StackTraceRules.parse(stackRules));
  }
}
