package dev.whorl.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.grouping.Explanation.Kind;
import dev.whorl.grouping.Explanation.Part;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.Message;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final String POOL = "java.util.concurrent.ThreadPoolExecutor runWorker";

  /** One frame a text, as {@code module function}; a {@code +} in front says in app. */
  private static ThrownFacts thrown(String type, String value, String mechanism, String... frames) {
    return new ThrownFacts(
        type,
        value,
        mechanism,
        null,
        null,
        false,
        false,
        new GroupableTrace(Arrays.stream(frames).map(ExplanationTest::frame).toList()));
  }

  private static GroupableFrame frame(String text) {
    boolean inApp = text.startsWith("+");
    String[] parts = (inApp ? text.substring(1) : text).split(" ");
    return new GroupableFrame(
        null, parts[0], parts[1], "A.java", "A.java", null, null, 7, 0, inApp ? true : null);
  }

  private static ThrownFacts linked(ThrownFacts thrown, int id, Integer parent) {
    return new ThrownFacts(
        thrown.type(),
        thrown.value(),
        thrown.mechanism(),
        id,
        parent,
        false,
        false,
        thrown.trace());
  }

  private static GroupableEvent event(
      List<String> fingerprint, Message message, ThrownFacts... exceptions) {
    return new GroupableEvent(
        "java",
        null,
        fingerprint,
        message,
        List.of(exceptions),
        List.of(),
        GroupableTrace.EMPTY,
        null,
        "error",
        null,
        null,
        Map.of(),
        null,
        null);
  }

  private static Explanation explain(GroupableEvent event, String rules, String stackTraceRules) {
    return new Grouper(FingerprintRules.parse(rules), StackTraceRules.parse(stackTraceRules))
        .explain(event, name -> null);
  }

  private static Explanation explain(GroupableEvent event) {
    return explain(event, "", "");
  }

  private static List<String> entering(Explanation explanation) {
    return explanation.contributing().stream().map(Part::value).toList();
  }

  private static String reason(Explanation explanation, String text) {
    List<Part> found =
        explanation.leftOut().stream().filter(part -> part.text().contains(text)).toList();
    assertThat(found).hasSize(1);
    return found.get(0).reason();
  }

  @Test
  void framesThatAreLeftOut_haveTheReasonOfTheRuleThatDidIt() {
    Explanation explanation =
        explain(
            event(
                null,
                new Message(null, "could not sell"),
                thrown(
                    "Boom",
                    "no stock",
                    null,
                    "java.lang.Thread run",
                    POOL,
                    "com.acme.Job run",
                    "java.util.ArrayList forEach",
                    "java.util.stream.A pipe",
                    "com.acme.Shop sell",
                    "com.acme.Shop sell",
                    "java.lang.reflect.Method invoke",
                    "com.acme.Shop$$Lambda$7 lambda$sell$0",
                    "com.acme.Stock take")),
            "",
            "stack.function:take -group");

    assertThat(entering(explanation))
        .containsExactly(
            "Boom",
            "com.acme.Job run",
            "java.util.ArrayList forEach",
            "com.acme.Shop sell",
            "a.java");
    assertThat(reason(explanation, "Thread run"))
        .isEqualTo("calls what begins the work of the thread");
    assertThat(reason(explanation, "runWorker")).isEqualTo("where the work of a thread begins");
    assertThat(reason(explanation, "stream.A")).contains("java.* called by java.*");
    assertThat(reason(explanation, "Shop sell")).startsWith("recursion");
    assertThat(reason(explanation, "Method invoke")).isEqualTo("only passes a call on");
    assertThat(reason(explanation, "Stock take")).isEqualTo("stack.function:take -group");
    assertThat(reason(explanation, "no stock")).isEqualTo("the stack trace decides");
    assertThat(reason(explanation, "could not sell")).isEqualTo("an exception decides");
    assertThat(explanation.leftOut())
        .filteredOn(part -> part.text().contains("Stock take"))
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.kind()).isEqualTo(Kind.FRAME);
              assertThat(part.exception()).isZero();
              assertThat(part.frame()).isEqualTo(9);
            });
  }

  @Test
  void inAppFrames_leaveTheOthersOut() {
    Explanation explanation =
        explain(
            event(
                null,
                null,
                thrown(
                    "Boom",
                    null,
                    null,
                    "org.springframework.web.A doIt",
                    "other.lib.B doIt",
                    "+com.acme.Shop sell")));

    assertThat(explanation.variant()).isEqualTo("app");
    assertThat(entering(explanation)).containsExactly("Boom", "com.acme.Shop sell");
    assertThat(reason(explanation, "springframework")).isEqualTo("not in app: a framework");
    assertThat(reason(explanation, "other.lib")).isEqualTo("not in app");
    assertThat(explanation.toText()).contains("and also     ").contains("  system");
  }

  @Test
  void withoutInAppFrames_theVariantAppIsLeftOut() {
    Explanation explanation = explain(event(null, null, thrown("Boom", null, null, "a.B c")));

    assertThat(explanation.variant()).isEqualTo("system");
    assertThat(reason(explanation, "app")).contains("in app");
  }

  @Test
  void suppressedExceptions_areLeftOutAsAWhole() {
    ThrownFacts cause = linked(thrown("Cause", null, "chained", "a.B c"), 1, 0);
    ThrownFacts suppressed = linked(thrown("Closing", "x", "suppressed", "a.B d"), 2, null);
    ThrownFacts outer = linked(thrown("Outer", null, "log", "a.B e"), 0, null);

    Explanation explanation = explain(event(null, null, suppressed, cause, outer));

    assertThat(entering(explanation)).containsExactly("Outer", "a.B e", "Cause", "a.B c");
    assertThat(reason(explanation, "Closing: x")).isEqualTo("suppressed");
    assertThat(explanation.contributing()).extracting(Part::exception).containsExactly(2, 2, 1, 1);
  }

  @Test
  void fingerprint_entersWhereItStands() {
    GroupableEvent event =
        event(
            List.of("POST", "{{ default }}", "{{ type }}"),
            null,
            thrown("Boom", null, null, "a.B c"));

    Explanation explanation = explain(event);

    assertThat(entering(explanation)).containsExactly("POST", "Boom", "a.B c", "Boom");
    assertThat(String.join("", entering(explanation)).replace(" ", ""))
        .satisfies(
            stream ->
                assertThat(ValueStream.of(List.of(stream)).hash())
                    .isEqualTo(explanation.group().hash()));
  }

  @Test
  void ruleWithoutDefault_leavesTheDefaultGroupingOut() {
    Explanation explanation =
        explain(
            event(null, null, thrown("Boom", null, null, "a.B c")), "\ntype:Boom -> all booms", "");

    assertThat(explanation.variant()).isEqualTo("custom_server_fingerprint");
    assertThat(entering(explanation)).containsExactly("all", "booms");
    assertThat(explanation.leftOut()).extracting(Part::kind).containsExactly(Kind.DEFAULT_GROUPING);
    assertThat(explanation.toText()).contains("by the rule in line 2");
  }

  @Test
  void message_showsWhatWasReplaced() {
    Explanation explanation = explain(event(null, new Message(null, "order 17\nfailed")));

    assertThat(entering(explanation)).containsExactly("order <int>\nfailed");
    assertThat(explanation.toText())
        .contains("+ message: order <int>\\nfailed")
        .contains("from order 17\\nfailed");
  }

  @Test
  void nothing_isExplainedToo() {
    Explanation explanation = explain(event(null, null));

    assertThat(explanation.variant()).isEqualTo("fallback");
    assertThat(explanation.contributing()).isEmpty();
    assertThat(explanation.toText()).contains(explanation.group().hash());
  }

  @Test
  void explaining_changesNoHash() {
    ThrownFacts thrown = thrown("Boom", "x 1", null, POOL, "+com.acme.A b", "java.util.X y");
    ThrownFacts same = thrown("Boom", "x 1", null, POOL, "+com.acme.A b", "java.util.X y");

    assertThat(explain(event(null, null, thrown)).group())
        .isEqualTo(
            new Grouper(FingerprintRules.parse(""), StackTraceRules.parse(""))
                .group(event(null, null, same), name -> null));
  }

  @Test
  void manyFramesWithOneReason_areOneLine() {
    Explanation explanation =
        explain(
            event(
                null,
                null,
                thrown("Boom", null, null, "a.B c", "a.B d", "a.B e", "a.B f", "x.Y z")),
            "",
            "module:a.* -group");

    assertThat(explanation.toText())
        .contains("  - 4 frames from a.B c to a.B f ", "module:a.* -group\n", "  + x.Y z\n");
    assertThat(explanation.leftOut()).hasSize(5);
  }

  @Test
  void secondDefault_entersAgain() {
    GroupableEvent event =
        event(
            List.of("{{ default }}", "x", "{{ default }}"),
            null,
            thrown("Boom", null, null, "a.B c"));

    Explanation explanation = explain(event);

    assertThat(entering(explanation)).containsExactly("Boom", "a.B c", "x", "Boom", "a.B c");
    assertThat(explanation.group().hash())
        .isEqualTo(ValueStream.of(List.of("Boom", "a.B", "c", "x", "Boom", "a.B", "c")).hash());
  }

  @Test
  void partsBesideADefaultThatSaysNothing_doNotEnter() {
    Explanation explanation = explain(event(List.of("x", "{{ default }}"), null));

    assertThat(explanation.variant()).isEqualTo("fallback");
    assertThat(explanation.contributing()).isEmpty();
    assertThat(reason(explanation, "x")).contains("says nothing");
  }

  @Test
  void messageOfAnExceptionWhoseTraceDoesNotCount_saysSo() {
    Explanation explanation =
        explain(
            event(
                null,
                null,
                thrown("Cause", "v 5", null, "org.springframework.Z q"),
                thrown("Boom", null, null, "+a.B c")));

    assertThat(entering(explanation)).containsExactly("Cause", "v <int>", "Boom", "a.B c");
    assertThat(explanation.contributing().get(1).reason()).contains("no frame");
  }
}
