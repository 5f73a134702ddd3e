package dev.whorl.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTrimTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "one line", "  one line, not stripped ", "two\nlines", " two \n lines "})
  void upToTwoLines_areKeptAsTheyAre(String text) {
    assertThat(MessageTemplate.trim(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb\n",
        "a\nb\nc",
        "a\nb\nc\nd",
        "\na\nb",
        "a\n\nb",
        "a\n \t\u00a0\u2003\nb",
        "a\rb",
        "a\r\nb",
        "a\u000bb",
        "a\fb",
        "a\u001cb",
        "a\u001db",
        "a\u001eb",
        "a\u0085b",
        "a\u2028b",
        "a\u2029b"
      })
  void whateverIsLeftOut_isToldByDots(String text) {
    assertThat(MessageTemplate.trim(text)).isEqualTo("a\nb...");
  }

  @Test
  void finalLineBreak_isLeftOut() {
    assertThat(MessageTemplate.trim("one\n")).isEqualTo("one...");
    assertThat(MessageTemplate.trim("one\r\n\r\n")).isEqualTo("one...");
  }

  @Test
  void blankLines_leaveOnlyDots() {
    assertThat(MessageTemplate.trim(" ")).isEqualTo("...");
    assertThat(MessageTemplate.trim("\n")).isEqualTo("...");
    assertThat(MessageTemplate.trim(" \r\n \n")).isEqualTo("...");
  }

  @Test
  void unitSeparator_isNoLineBreak() {
    assertThat(MessageTemplate.trim("a\u001fb")).isEqualTo("a\u001fb");
  }
}
