package dev.whorl.grouping.rules;

import dev.whorl.grouping.rules.FrameAction.Range;
import dev.whorl.grouping.rules.Written.Condition;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Stack-trace rules, in all the ways in which one can be written. */
final class StackTraceRuleTexts {
  private static final String[] KEYS = {
    "type",
    "error.type",
    "value",
    "error.value",
    "mechanism",
    "error.mechanism",
    "module",
    "stack.module",
    "function",
    "stack.function",
    "path",
    "stack.abs_path",
    "package",
    "stack.package",
    "category",
    "app",
    "family"
  };
  private static final String[] BLANKS = {" ", "  ", "\t"};
  private static final String[] ANY_BLANKS = {"", " ", "\t "};

  private StackTraceRuleTexts() {}

  /** What one rule says. */
  record Meaning(
      Optional<Condition> caller,
      List<Condition> conditions,
      Optional<Condition> callee,
      List<FrameAction> actions) {
    static Meaning of(StackTraceRule rule) {
      return new Meaning(
          Optional.ofNullable(rule.caller()).map(Condition::of),
          rule.matchers().stream().map(Condition::of).toList(),
          Optional.ofNullable(rule.callee()).map(Condition::of),
          rule.actions());
    }
  }

  static Arbitrary<Written<Meaning>> rules() {
    Arbitrary<Written<Optional<Condition>>> none =
        Arbitraries.just(new Written<>("", Optional.empty()));
    Arbitrary<Written<Optional<Condition>>> caller =
        Combinators.combine(neighbour(), Arbitraries.of("|", " | ", "\t|"))
            .as((matcher, bar) -> new Written<>(matcher.text() + bar, matcher.meaning()));
    Arbitrary<Written<Optional<Condition>>> callee =
        Combinators.combine(Arbitraries.of("|", "| "), Written.before(neighbour(), ANY_BLANKS))
            .as((bar, matcher) -> new Written<>(bar + matcher.text(), matcher.meaning()));
    return Combinators.combine(
            Arbitraries.oneOf(none, caller),
            matcher("]\"").list().ofMinSize(1).ofMaxSize(3).map(Written::all),
            Arbitraries.oneOf(none, callee),
            action().list().ofMinSize(1).ofMaxSize(3).map(Written::all))
        .as(
            (before, matchers, behind, actions) ->
                new Written<>(
                    before.text() + matchers.text() + behind.text() + actions.text(),
                    new Meaning(
                        before.meaning(),
                        matchers.meaning(),
                        behind.meaning(),
                        actions.meaning())));
  }

  private static Arbitrary<Written<Optional<Condition>>> neighbour() {
    return Combinators.combine(
            Arbitraries.of(ANY_BLANKS),
            Arbitraries.oneOf(condition(word("\"")), condition(quoted())),
            Arbitraries.of(ANY_BLANKS))
        .as(
            (before, matcher, behind) ->
                new Written<>(
                    "[" + before + matcher.text() + behind + "]", Optional.of(matcher.meaning())));
  }

  private static Arbitrary<Written<Condition>> matcher(String more) {
    return Arbitraries.oneOf(
        Written.before(condition(word(more)), BLANKS),
        Written.before(condition(quoted()), ANY_BLANKS));
  }

  private static Arbitrary<Written<Condition>> condition(Arbitrary<Written<String>> argument) {
    return Combinators.combine(Arbitraries.of("", "!"), Arbitraries.of(KEYS), argument)
        .as(
            (sign, key, pattern) ->
                new Written<>(
                    sign + key + ":" + pattern.text(),
                    new Condition(Condition.shortName(key), pattern.meaning(), !sign.isEmpty())));
  }

  /** Without the bracket that would close a neighbour, unless it is among the others. */
  private static Arbitrary<Written<String>> word(String more) {
    return Written.word("{},=", "{},=" + more)
        .map(text -> more.contains("]") ? text : text.replace("]", ""))
        .filter(text -> !text.isEmpty() && text.charAt(0) != '"')
        .map(text -> new Written<>(text, text));
  }

  private static Arbitrary<Written<String>> quoted() {
    return Arbitraries.strings()
        .excludeChars('"', '\r', '\n')
        .ofMaxLength(6)
        .map(text -> new Written<>('"' + text + '"', text));
  }

  private static Arbitrary<Written<FrameAction>> action() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 999_999_999);
    Arbitrary<Written<FrameAction>> flag =
        Combinators.combine(
                Arbitraries.of(Range.values()),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false))
            .as(StackTraceRuleTexts::flag);
    Arbitrary<Written<FrameAction>> other =
        Arbitraries.oneOf(
            Written.name()
                .map(it -> new Written<>("category=" + it, new FrameAction.SetCategory(it))),
            number.map(it -> new Written<>("max-frames=" + it, new FrameAction.MaxFrames(it))),
            number.map(it -> new Written<>("min-frames=" + it, new FrameAction.MinFrames(it))),
            Arbitraries.of("0", "1")
                .map(
                    it ->
                        new Written<>(
                            "invert-stacktrace=" + it, new FrameAction.InvertStackTrace())));
    return Written.before(Arbitraries.oneOf(flag, other), BLANKS);
  }

  private static Written<FrameAction> flag(Range range, boolean on, boolean app) {
    String sign =
        switch (range) {
          case FRAME -> "";
          case CALLEES -> "^";
          case CALLERS -> "v";
        };
    return new Written<>(
        sign + (on ? "+" : "-") + (app ? "app" : "group"),
        app ? new FrameAction.SetInApp(range, on) : new FrameAction.SetGroup(range, on));
  }
}
