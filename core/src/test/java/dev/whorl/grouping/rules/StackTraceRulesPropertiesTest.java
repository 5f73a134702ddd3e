package dev.whorl.grouping.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.grouping.rules.StackTraceRuleTexts.Meaning;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StackTraceRulesPropertiesTest {
  /** A rule with what may stand before its line, and between it and the next. */
  @Provide
  Arbitrary<List<Written<Meaning>>> files() {
    return Combinators.combine(
            Arbitraries.of("", "\n", "# \"text\n\r", " \t#\r\n", " "),
            StackTraceRuleTexts.rules(),
            Arbitraries.of("\n", "\r", "\r\n"))
        .as((before, rule, end) -> new Written<>(before + rule.text() + end, rule.meaning()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Property
  void rules_areReadAsTheyAreWritten(@ForAll("files") List<Written<Meaning>> file) {
    Written<List<Meaning>> all = Written.all(file);

    assertThat(StackTraceRuleParser.parse(all.text()))
        .extracting(Meaning::of)
        .isEqualTo(all.meaning());
  }

  @Property
  void textsOfRules_giveTheSameRules(@ForAll("files") List<Written<Meaning>> file) {
    List<StackTraceRule> rules = StackTraceRuleParser.parse(Written.all(file).text());
    String text = rules.stream().map(StackTraceRule::because).collect(Collectors.joining("\n"));

    assertThat(StackTraceRuleParser.parse(text))
        .extracting(Meaning::of)
        .isEqualTo(rules.stream().map(Meaning::of).toList());
    assertThat(text.lines()).hasSameSizeAs(rules);
  }
}
