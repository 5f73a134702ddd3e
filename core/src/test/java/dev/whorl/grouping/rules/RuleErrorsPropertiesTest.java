package dev.whorl.grouping.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.whorl.testing.Texts;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text is: reading it gives rules, or tells where they are wrong. */
class RuleErrorsPropertiesTest {
  private static final int LONGEST_MESSAGE = 20 * 1_000;
  private static final List<String> PIECES =
      List.of(
          "type",
          "module:a",
          "nope:",
          "tags.a",
          ":",
          "\"",
          "\\",
          "\\\"",
          " ",
          "->",
          " -> ",
          "{{",
          "}}",
          "{{ default }}",
          ",",
          "!",
          "#",
          "\n",
          "\r",
          "\r\n",
          "\t",
          "title=",
          "color=\"x\"",
          "x",
          "[",
          "]",
          "|",
          "^",
          "v",
          "+app",
          "-group",
          "category=",
          "max-frames=",
          "=",
          "99",
          "\ufeff",
          "\u0085",
          "\u2028",
          "\ud83d",
          "\0");

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(Texts.any(60), Texts.of(PIECES, 30));
  }

  @Provide
  Arbitrary<String> longTexts() {
    return Texts.repeated(PIECES, 20_000);
  }

  /** Rules with some characters replaced. */
  @Provide
  Arbitrary<String> spoiltRules() {
    Arbitrary<String> rules =
        Arbitraries.oneOf(
            FingerprintRuleTexts.files().map(Written::text),
            StackTraceRuleTexts.rules().map(Written::text));
    Arbitrary<Consumer<StringBuilder>> change =
        Combinators.combine(
                Arbitraries.integers().greaterOrEqual(0),
                Arbitraries.integers().between(0, 3),
                Texts.of(PIECES, 1))
            .as(
                (place, length, piece) ->
                    text -> {
                      int at = place % (text.length() + 1);
                      text.replace(at, Math.min(at + length, text.length()), piece);
                    });
    return Combinators.combine(rules, change.list().ofMinSize(1).ofMaxSize(4))
        .as(
            (text, changes) -> {
              StringBuilder spoilt = new StringBuilder(text);
              changes.forEach(it -> it.accept(spoilt));
              return spoilt.toString();
            });
  }

  @Property
  void anyText_givesRulesOrErrorsWithTheirPlaces(@ForAll("texts") String text) {
    checkBoth(text);
  }

  @Property
  void spoiltRules_giveRulesOrErrorsWithTheirPlaces(@ForAll("spoiltRules") String text) {
    checkBoth(text);
  }

  @Property(tries = 200)
  void longText_takesNoTime(@ForAll("longTexts") String text) {
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> checkBoth(text));
  }

  private static void checkBoth(String text) {
    check(text, FingerprintRules::parse);
    check(text, StackTraceRules::parse);
  }

  private static void check(String text, Consumer<String> parser) {
    try {
      parser.accept(text);
    } catch (RulesException wrong) {
      String[] lines = text.replaceFirst("^\ufeff", "").split("\r\n|\r|\n", -1);
      assertThat(wrong.errors()).isNotEmpty();
      for (RuleError error : wrong.errors()) {
        assertThat(error.line()).isBetween(1, lines.length);
        String line = lines[error.line() - 1];
        assertThat(error.column()).isBetween(1, line.length() + 1);
        assertThat(line.substring(error.column() - 1)).startsWith(error.offendingText());
        assertThat(error.message()).isNotBlank();
      }
      RuleError first = wrong.errors().get(0);
      assertThat(wrong.getMessage())
          .startsWith("line " + first.line() + ", column " + first.column() + ": ")
          .hasSizeLessThan(LONGEST_MESSAGE);
    }
  }
}
