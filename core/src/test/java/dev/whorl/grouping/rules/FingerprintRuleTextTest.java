package dev.whorl.grouping.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintRuleTextTest {
  private static FingerprintRule only(String text) {
    List<FingerprintRule> rules = FingerprintRules.parse(text).rules();
    assertThat(rules).hasSize(1);
    return rules.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x{{ type }}y            | x;{{ type }};y
          {{a}}b                  | {{a}};b
          {{a}}-{{ b }}           | {{a}};-;{{ b }}
          {{a}}{{b}}              | {{a}}{{b}}
          {{ a}},{{b }}           | {{ a}},{{b }}
          x,                      | x
          "a, b" c,d              | a, b;c;d
          "open                   | "open
          "a""b"                  | a;b
          "{{default}}"           | {{ default }}
          {{default}}x            | {{ default }};x
          a"b"                    | a"b"
          title = "x"             | title;=;x
          """)
  void values_areRead(String values, String expected) {
    assertThat(only("type:A -> " + values).fingerprint()).containsExactly(expected.split(";"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "\\x41\\u00e9\\U0001f600\\101" | Aé😀A
          "\\q\\x4\\u12\\U00110000"     | \\q\\x4\\u12\\U00110000
          "\\"\\\\"                    | "\\
          \\x41                       | \\x41
          """)
  void escapes_areThoseOfQuotedText(String argument, String expected) {
    assertThat(only("type:" + argument + " -> x").matchers().get(0).pattern()).isEqualTo(expected);
  }

  @Test
  void partsNeedNoSpaces() {
    FingerprintRule rule = only("type:\"a\"!\"tags.a:b\":\"c\"->x");

    assertThat(rule.matchers()).extracting(Matcher::key).containsExactly("type", "tags.a:b");
    assertThat(rule.text()).isEqualTo("type:\"a\" !\"tags.a:b\":\"c\" -> \"x\"");
  }

  @Test
  void quotedText_mayGoOverLines() {
    FingerprintRule rule = only("\r\n# c\r\ntype:\"a\nb\" -> x");

    assertThat(rule.matchers().get(0).pattern()).isEqualTo("a\nb");
    assertThat(rule.line()).isEqualTo(3);
  }

  @Test
  void byteOrderMark_isSkipped() {
    assertThat(only("\uFEFFtype:A -> b").matchers()).hasSize(1);
  }

  @Test
  void titleOnly_hasNoFingerprint() {
    FingerprintRule rule = only("type:A -> title=\"T\"");

    assertThat(rule.fingerprint()).isEmpty();
    assertThat(rule.text()).isEqualTo("type:\"A\" -> title=\"T\"");
  }
}
