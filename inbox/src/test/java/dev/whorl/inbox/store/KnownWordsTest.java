package dev.whorl.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownWordsTest {
  private final KnownWords words = new KnownWords();

  @Test
  void words_areNewOnce() {
    assertThat(words.newWords(1, "order 1 refused\norder late")).isEqualTo("order 1 refused late");
    assertThat(words.newWords(1, "order 2 refused")).isEqualTo("2");
    assertThat(words.newWords(1, "order 1")).isEmpty();
    assertThat(words.newWords(1, " \n\" ")).isEmpty();
  }

  @Test
  void wordsWithPunctuation_stayTogether() {
    words.newWords(1, "com acme");

    assertThat(words.newWords(1, "com.acme.Shop(\"x\")")).isEqualTo("com.acme.Shop( x )");
  }

  @Test
  void spaces_haveWordsOfTheirOwn() {
    assertThat(KnownWords.space(1, 2)).isNotEqualTo(KnownWords.space(2, 1));
    words.newWords(KnownWords.space(1, 0), "order");

    assertThat(words.newWords(KnownWords.space(1, 1), "order")).isEqualTo("order");
    assertThat(words.newWords(KnownWords.space(2, 0), "order")).isEqualTo("order");
  }

  @Test
  void manyWords_areKnownAsWell() {
    for (int i = 0; i < 20_000; i++) {
      words.newWords(1, "w" + i);
    }
    int known = 0;
    for (int i = 0; i < 20_000; i++) {
      known += words.newWords(1, "w" + i).isEmpty() ? 1 : 0;
    }
    assertThat(known).isGreaterThan(15_000);
  }

  @Test
  void clear_forgetsAll() {
    words.newWords(1, "order");
    words.clear();

    assertThat(words.newWords(1, "order")).isEqualTo("order");
  }
}
