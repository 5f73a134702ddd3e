package dev.whorl.grouping.rules;

import dev.whorl.grouping.rules.Written.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Files of fingerprint rules, in all the ways in which a rule can be written. */
final class FingerprintRuleTexts {
  private static final String[] KEYS = {
    "type",
    "error.type",
    "value",
    "error.value",
    "message",
    "logger",
    "level",
    "module",
    "stack.module",
    "function",
    "stack.function",
    "path",
    "stack.abs_path",
    "package",
    "stack.package",
    "app",
    "family",
    "sdk",
    "release"
  };
  private static final String[] SEPARATORS = {"", " ", ",", " ,", ", ", "  ,  "};
  private static final String[] SEPARATORS_OF_WORDS = {" ", ",", " ,", ", ", "  ,  "};
  private static final String[] SEPARATORS_WITH_SPACE = {" ", " ,", "  ,  "};

  private FingerprintRuleTexts() {}

  /** What one rule says. A value is part of the fingerprint, or the title if it is one. */
  record Meaning(List<Condition> conditions, List<String> fingerprint, Map<String, String> title) {
    static Meaning of(FingerprintRule rule) {
      return new Meaning(
          rule.matchers().stream().map(Condition::of).toList(),
          rule.fingerprint(),
          rule.attributes());
    }
  }

  private record Value(boolean title, String text) {}

  /** Rules, each on the line that reading must find it on. */
  static Arbitrary<Written<Map<Integer, Meaning>>> files() {
    Arbitrary<Written<List<Meaning>>> comment =
        Arbitraries.strings()
            .excludeChars('\r', '\n')
            .ofMaxLength(10)
            .map(text -> new Written<>("#" + text, List.of()));
    Arbitrary<Written<List<Meaning>>> nothing = Arbitraries.just(new Written<>("", List.of()));
    Arbitrary<Written<List<Meaning>>> rule =
        rules().map(written -> new Written<>(written.text(), List.of(written.meaning())));
    Arbitrary<Written<List<Meaning>>> line =
        Arbitraries.frequencyOf(Tuple.of(4, rule), Tuple.of(1, comment), Tuple.of(1, nothing));
    return Combinators.combine(
            Arbitraries.of("", " ", "  "), line, Arbitraries.of("\n", "\r", "\r\n"))
        .as(
            (spaces, written, end) ->
                new Written<>(spaces + written.text() + end, written.meaning()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(FingerprintRuleTexts::numbered);
  }

  private static Written<Map<Integer, Meaning>> numbered(List<Written<List<Meaning>>> lines) {
    StringBuilder text = new StringBuilder();
    Map<Integer, Meaning> rules = new TreeMap<>();
    for (Written<List<Meaning>> line : lines) {
      int number = text.toString().split("\r\n|\r|\n", -1).length;
      line.meaning().forEach(rule -> rules.put(number, rule));
      text.append(line.text());
    }
    return new Written<>(text.toString(), rules);
  }

  static Arbitrary<Written<Meaning>> rules() {
    return Combinators.combine(
            matcher().list().ofMinSize(1).ofMaxSize(3).map(Written::all),
            Arbitraries.of("->", "-> ", "->  "),
            value().list().ofMinSize(1).ofMaxSize(4).map(Written::all))
        .as(
            (matchers, arrow, values) ->
                new Written<>(
                    matchers.text() + arrow + values.text(),
                    meaning(matchers.meaning(), values.meaning())));
  }

  private static Meaning meaning(List<Condition> conditions, List<Value> values) {
    List<String> fingerprint = new ArrayList<>();
    Map<String, String> title = new TreeMap<>();
    for (Value value : values) {
      if (value.title()) {
        title.put("title", value.text());
      } else {
        fingerprint.add(withDefault(value.text()));
      }
    }
    return new Meaning(conditions, fingerprint, title);
  }

  /** A value as it is kept: of the default variable there is one spelling. */
  static String withDefault(String value) {
    return value.matches("\\{\\{\\s*default\\s*}}") ? "{{ default }}" : value;
  }

  private static Arbitrary<Written<Condition>> matcher() {
    Arbitrary<Written<String>> word =
        Written.word("{},=", "{},=\"").map(text -> new Written<>(text, text));
    Arbitrary<Written<String>> argument =
        Arbitraries.oneOf(Written.before(word, " ", "  "), Written.before(quoted(), "", " ", "  "));
    return Combinators.combine(key(), argument, Arbitraries.of(true, false))
        .as(
            (key, pattern, negated) ->
                new Written<>(
                    (negated ? "!" : "") + key.text() + ":" + pattern.text(),
                    new Condition(key.meaning(), pattern.meaning(), negated)));
  }

  private static Arbitrary<Written<String>> key() {
    Arbitrary<String> plain =
        Arbitraries.oneOf(Arbitraries.of(KEYS), Written.name().map(name -> "tags." + name));
    Arbitrary<String> inQuotes =
        Arbitraries.oneOf(
            plain,
            Combinators.combine(Written.name(), Written.name())
                .as((name, rest) -> "tags." + name + ":" + rest));
    return Arbitraries.oneOf(
        plain.map(key -> new Written<>(key, Condition.shortName(key))),
        inQuotes.map(key -> new Written<>('"' + key + '"', Condition.shortName(key))));
  }

  private static Arbitrary<Written<Value>> value() {
    Arbitrary<Written<String>> word = Written.word("", "=}").map(text -> new Written<>(text, text));
    Arbitrary<Written<String>> title =
        Combinators.combine(Arbitraries.of("title=", "\"title\"="), quoted())
            .as((key, text) -> new Written<>(key + text.text(), text.meaning()));
    return Arbitraries.oneOf(
        Written.before(title, SEPARATORS).map(written -> valueOf(written, true)),
        Written.before(quoted(), SEPARATORS).map(written -> valueOf(written, false)),
        Written.before(variable(" ", "\t", "  "), SEPARATORS)
            .map(written -> valueOf(written, false)),
        Written.before(variable(""), SEPARATORS_WITH_SPACE).map(written -> valueOf(written, false)),
        Written.before(word, SEPARATORS_OF_WORDS).map(written -> valueOf(written, false)));
  }

  private static Written<Value> valueOf(Written<String> written, boolean title) {
    return new Written<>(written.text(), new Value(title, written.meaning()));
  }

  private static Arbitrary<Written<String>> variable(String... blanksBehindName) {
    return Combinators.combine(
            Arbitraries.of("", " ", "\t"),
            Arbitraries.oneOf(Arbitraries.of("default", "type", "tags.a:b"), Written.name()),
            Arbitraries.of(blanksBehindName))
        .as((before, name, behind) -> "{{" + before + name + behind + "}}")
        .map(text -> new Written<>(text, text));
  }

  /** Text in quotes, of pieces that mean the same whatever stands beside them. */
  private static Arbitrary<Written<String>> quoted() {
    Arbitrary<Written<String>> plain =
        Arbitraries.strings()
            .excludeChars('"', '\\')
            .ofMaxLength(3)
            .map(text -> new Written<>(text, text));
    Arbitrary<Written<String>> escape = Arbitraries.of(ESCAPES);
    Arbitrary<Written<String>> asDefault =
        Arbitraries.of("{{default}}", "{{ default }}", "{{\tdefault}}")
            .map(text -> new Written<>(text, text));
    return Arbitraries.frequencyOf(Tuple.of(5, plain), Tuple.of(5, escape), Tuple.of(1, asDefault))
        .list()
        .ofMaxSize(5)
        .map(Written::all)
        .map(all -> new Written<>('"' + all.text() + '"', String.join("", all.meaning())));
  }

  private static final List<Written<String>> ESCAPES =
      List.of(
          new Written<>("\\\"", "\""),
          new Written<>("\\\\", "\\"),
          new Written<>("\\'", "'"),
          new Written<>("\\a\\b\\f\\v", "\u0007\b\f\u000b"),
          new Written<>("\\n", "\n"),
          new Written<>("\\r", "\r"),
          new Written<>("\\t", "\t"),
          new Written<>("\\\n", ""),
          new Written<>("\\x41", "A"),
          new Written<>("\\x0a", "\n"),
          new Written<>("\\u00E9", "é"),
          new Written<>("\\ud83d", "\ud83d"),
          new Written<>("\\U0001f600", "😀"),
          new Written<>("\\101", "A"),
          new Written<>("\\042", "\""),
          new Written<>("\\q", "\\q"),
          new Written<>("\\*", "\\*"),
          new Written<>("\\8", "\\8"),
          new Written<>("\\x4g", "\\x4g"),
          new Written<>("\\u12g", "\\u12g"),
          new Written<>("\\U00110000", "\\U00110000"));
}
