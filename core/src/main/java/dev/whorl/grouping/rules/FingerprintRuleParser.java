package dev.whorl.grouping.rules;

import dev.whorl.event.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads fingerprint rules. Only the space separates, a {@code #} begins a comment only at the begin
 * of a line, and quoted text may go over line breaks: so does a server read them.
 */
final class FingerprintRuleParser {
  private static final String TITLE = "title";

  private final RuleText text;
  private final List<FingerprintRule> rules = new ArrayList<>();

  /** Where text in quotes began that goes over a line break, -1 for none in this rule. */
  private int longQuote;

  private FingerprintRuleParser(String text) {
    this.text = new RuleText(text);
  }

  static List<FingerprintRule> parse(String text) {
    FingerprintRuleParser parser = new FingerprintRuleParser(text);
    parser.parse();
    return parser.rules;
  }

  private void parse() {
    while (!text.atEnd()) {
      text.spaces(false);
      if (text.peek('#')) {
        text.skipLine();
      } else if (!text.atLineEnd()) {
        int start = text.at();
        longQuote = -1;
        if (!rule(start)) {
          text.goTo(start);
          text.skipLine();
        }
      }
      text.skipLineBreaks();
    }
    text.throwProblems();
  }

  /** Reads a rule with the rest of its line; false if its syntax is wrong. */
  private boolean rule(int start) {
    List<Matcher> matchers = new ArrayList<>();
    int found = 0;
    while (matcher(matchers)) {
      found++;
      text.spaces(false);
    }
    if (found == 0 || !text.take("->")) {
      return wrong(
          found == 0
              ? "a matcher, such as type:NAME"
              : "another matcher, such as type:NAME, or ->");
    }
    text.spaces(false);
    List<String> fingerprint = new ArrayList<>();
    Map<String, String> attributes = new TreeMap<>();
    found = 0;
    while (!text.atLineEnd()) {
      if (!value(fingerprint, attributes)) {
        return wrong("a value: a word, \"text\", {{ variable }} or title=\"text\"");
      }
      found++;
      text.spaces(false);
      if (text.take(",")) {
        text.spaces(false);
      }
    }
    if (found == 0) {
      return wrong("a value: a word, \"text\", {{ variable }} or title=\"text\"");
    }
    rules.add(FingerprintRule.of(text.line(start), matchers, fingerprint, attributes));
    return true;
  }

  private boolean wrong(String expected) {
    if (longQuote < 0) {
      text.unexpected(expected);
    } else {
      text.problem(
          longQuote,
          longQuote + 1,
          "The text that begins with this quote ends on line " + text.line(text.at()),
          "a closing quote on the same line");
    }
    return false;
  }

  /** Reads a matcher; false, without a step, if there is none. */
  private boolean matcher(List<Matcher> matchers) {
    int start = text.at();
    boolean negated = text.take("!");
    int keyStart = text.at();
    String quoted = text.quotedKey();
    String key = quoted == null ? text.key() : quoted;
    int keyEnd = text.at();
    if (key.isEmpty() || !text.take(":")) {
      text.goTo(start);
      return false;
    }
    String pattern = quoted();
    if (pattern == null) {
      pattern = text.word();
      if (pattern.isEmpty()) {
        text.goTo(start);
        return false;
      }
    }
    Matcher matcher = Dialect.FINGERPRINT.matcher(key, pattern, negated);
    if (matcher == null) {
      text.problem(
          keyStart,
          keyEnd,
          "Unknown matcher '" + RuleText.shorten(key) + "'",
          "one of " + Dialect.FINGERPRINT.matchers());
    } else {
      matchers.add(matcher);
    }
    return true;
  }

  private boolean value(List<String> fingerprint, Map<String, String> attributes) {
    if (attribute(attributes)) {
      return true;
    }
    String value = quoted();
    if (value == null) {
      value = text.peek('{') ? variable() : word();
    }
    if (value == null) {
      return false;
    }
    fingerprint.add(isDefault(value) ? Fingerprint.DEFAULT : value);
    return true;
  }

  private boolean attribute(Map<String, String> attributes) {
    int start = text.at();
    String quoted = text.quotedKey();
    String key = quoted == null ? text.key() : quoted;
    int keyEnd = text.at();
    String value = !key.isEmpty() && text.take("=") ? quoted() : null;
    if (value == null) {
      text.goTo(start);
      return false;
    }
    if (key.equals(TITLE)) {
      attributes.put(key, value);
    } else {
      text.problem(start, keyEnd, "Unknown attribute '" + RuleText.shorten(key) + "'", TITLE);
    }
    return true;
  }

  /** Text in double quotes; null, without a step, if it is not closed or none is here. */
  private @Nullable String quoted() {
    int end = text.closingQuote(true);
    if (end < 0) {
      return null;
    }
    int start = text.at();
    text.goTo(end + 1);
    if (text.line(start) != text.line(end) && longQuote < 0) {
      longQuote = start;
    }
    return QuotedText.read(text.between(start + 1, end));
  }

  /** A variable as it stands there; null, without a step, if there is none. */
  private @Nullable String variable() {
    int start = text.at();
    int end = variableEnd();
    text.goTo(Math.max(start, end));
    return end < 0 ? null : text.from(start);
  }

  private int variableEnd() {
    int start = text.at();
    if (!text.take("{{")) {
      return -1;
    }
    blanks();
    int nameStart = text.at();
    String name = text.word();
    blanks();
    int end = !name.isEmpty() && text.take("}}") ? text.at() : -1;
    if (end < 0) {
      // The name takes all it can, so the last braces of the word are those that close.
      int braces = name.lastIndexOf("}}");
      end = braces > 0 ? nameStart + braces + 2 : -1;
    }
    text.goTo(start);
    return end;
  }

  private void blanks() {
    while (!text.atLineEnd() && text.atWhite()) {
      text.goTo(text.at() + 1);
    }
  }

  private @Nullable String word() {
    String word = text.wordBefore("{,");
    return word.isEmpty() ? null : word;
  }

  private static boolean isDefault(String value) {
    return value.length() > 4
        && value.startsWith("{{")
        && value.endsWith("}}")
        && value.substring(2, value.length() - 2).strip().equals("default");
  }
}
