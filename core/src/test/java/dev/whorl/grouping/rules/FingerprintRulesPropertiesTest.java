package dev.whorl.grouping.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.grouping.rules.FingerprintRuleTexts.Meaning;
import dev.whorl.testing.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FingerprintRulesPropertiesTest {
  private static List<FingerprintRule> parse(String text) {
    return FingerprintRules.parse(text).rules();
  }

  @Provide
  Arbitrary<Written<Map<Integer, Meaning>>> files() {
    return FingerprintRuleTexts.files();
  }

  @Provide
  Arbitrary<String> texts() {
    return Texts.of(
        List.of("\\", "\"", "\n", "\r", "x", "4", "1", "u00", "U0001f60", "0", "n"), 12);
  }

  @Property
  void rules_areReadAsTheyAreWritten(@ForAll("files") Written<Map<Integer, Meaning>> file) {
    Map<Integer, Meaning> read = new LinkedHashMap<>();
    parse(file.text()).forEach(rule -> read.put(rule.line(), Meaning.of(rule)));

    assertThat(read).isEqualTo(file.meaning());
  }

  /** By its nature it knows the values of a fingerprint only as one text. */
  @Property
  void canonicalText_givesTheSameRuleButForTheSplittingOfValues(
      @ForAll("files") Written<Map<Integer, Meaning>> file) {
    for (FingerprintRule rule : parse(file.text())) {
      List<FingerprintRule> again = parse(rule.text());
      String joined = FingerprintRuleTexts.withDefault(String.join("", rule.fingerprint()));
      List<String> fingerprint = rule.fingerprint().isEmpty() ? List.of() : List.of(joined);

      assertThat(again)
          .as(rule.text())
          .containsExactly(FingerprintRule.of(1, rule.matchers(), fingerprint, rule.attributes()));
    }
  }

  @Property
  void rulesWrittenAnew_areTheSame(@ForAll("files") Written<Map<Integer, Meaning>> file) {
    List<FingerprintRule> rules = parse(file.text());
    String text =
        rules.stream().map(FingerprintRulesPropertiesTest::write).collect(Collectors.joining("\n"));

    assertThat(parse(text))
        .as(text)
        .extracting(Meaning::of)
        .isEqualTo(rules.stream().map(Meaning::of).toList());
  }

  @Property
  void textInQuotes_isReadAsItWasWritten(@ForAll("texts") String text) {
    String written = QuotedText.write(text);

    assertThat(QuotedText.read(written.substring(1, written.length() - 1))).isEqualTo(text);
  }

  private static String write(FingerprintRule rule) {
    StringBuilder text = new StringBuilder();
    for (Matcher matcher : rule.matchers()) {
      text.append(matcher.negated() ? "!" : "").append('"').append(matcher.key()).append("\":");
      text.append(quote(matcher.pattern())).append(' ');
    }
    text.append("->");
    rule.fingerprint().forEach(value -> text.append(' ').append(quote(value)));
    rule.attributes().forEach((key, value) -> text.append(key).append('=').append(quote(value)));
    return text.toString();
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
