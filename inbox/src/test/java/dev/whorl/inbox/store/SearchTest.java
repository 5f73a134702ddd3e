package dev.whorl.inbox.store;

import static dev.whorl.inbox.store.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest extends StoreTestCase {
  @BeforeEach
  void fill() {
    add(
        event(1, "orders").saying("OrderService refused: stock is empty"),
        event(2, "orders").saying("OrderService refused: too late"),
        event(3, "mail").saying("com.example.Mailer cannot reach mail.example.com"),
        event(4, "unicode").saying("Größe 漢字 \u0000 after \uD800 half"));
  }

  @Test
  void words_mustAllBeThere_inAnyCase() {
    assertThat(search("STOCK orderservice")).containsExactly("orders");
    assertThat(search("stock mailer")).isEmpty();
  }

  @Test
  void words_mayBeInDifferentEventsOfAGroup() {
    assertThat(search("stock late")).containsExactly("orders");
  }

  @Test
  void beginningOfAWord_finds() {
    assertThat(search("ord")).containsExactly("orders");
    assertThat(search("example.Mai")).containsExactly("mail");
    assertThat(search("größ")).containsExactly("unicode");
  }

  @Test
  void blankText_findsAll() {
    assertThat(search("  ")).hasSize(3);
    assertThat(search("\"*:-")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\"\"\"",
        "a\"b",
        "*",
        "stock*",
        "^stock",
        "text:stock",
        "{text}:stock",
        "-stock",
        "NEAR(stock empty)",
        "NEAR(",
        "stock AND",
        "OR",
        "NOT",
        "(",
        ")",
        "stock + empty",
        "a - b",
        "'; DROP TABLE event; --",
        "%_\\",
        "\u0000",
        "a\u0000b",
        "\uD83D\uDE00x",
        "x\uD800",
        "x\u0301",
        "\u0301x",
        "?1",
        "rank",
        "search MATCH",
        "𐐷",
        "١٢",
        "Ⅷ",
        "x²",
        "ⅷ"
      })
  void hostileText_isOnlyWords(String text) {
    search(text);
    search("stock " + text + " empty");

    assertThat(search("refused stock")).containsExactly("orders");
  }

  @Test
  void syntaxWords_areLookedFor() {
    assertThat(search("stock OR mailer")).isEmpty();
    assertThat(search("NOT stock")).isEmpty();
  }

  @Test
  void veryLongText_isCut() {
    assertThat(search("word ".repeat(100_000))).isEmpty();
    add(event(9, "long").saying("begin " + "x".repeat(5_000_000)));
    assertThat(search("begin")).containsExactly("long");
  }
}
