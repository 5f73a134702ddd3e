package dev.whorl.inbox.preview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {
  @Test
  void longText_isNotCutWithinACharacter() {
    assertThat(PrintableText.of("ab\ud83d\ude00c", 3)).isEqualTo("ab...");
    assertThat(PrintableText.of("ab\ud83d\ude00c", 4)).isEqualTo("ab\ud83d\ude00...");
    assertThat(PrintableText.ofLines("ab\ud83d\ude00c", 3)).isEqualTo("ab...");
    assertThat(PrintableText.of("ab\ud83d\ude00", 4)).isEqualTo("ab\ud83d\ude00");
  }
}
