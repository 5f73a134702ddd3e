package dev.whorl.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.whorl.testing.Texts;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class MessageTemplatePropertiesTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "Z",
          "0",
          "7",
          "12",
          "2024",
          ".",
          ":",
          "::",
          "-",
          "=",
          "'",
          "\"",
          "@",
          "/",
          " ",
          "_",
          "+",
          "T",
          "s",
          "ms",
          "0x",
          "com",
          "true",
          "http://",
          "Mon",
          "Jan",
          ", ",
          "(",
          ")",
          "é",
          "٣",
          "𝟒",
          "\ud835",
          "\udfd2",
          "\n",
          "\r",
          "tx",
          "deadbeef",
          "datetime.",
          "GMT",
          "1.2.3.4",
          "2006-01-02",
          "15:04:05",
          "7c1811ed-e98f-4c9c-a9f9-58c757ff494f",
          "00-",
          "0af7651916cd43dd8448eb211c80319c");

  /** Each with what is left of it; a bar between them ends whatever one of them may begin. */
  private static final List<String> WORDS =
      List.of(
          "a.b",
          "a.com",
          "x@y",
          "@",
          "1.2",
          "12ms",
          "f00d",
          "-1",
          "a-b.c.net",
          "10.0.0.1",
          "::1",
          "x.y.z",
          "0x1",
          "k=true",
          "1.5s",
          "a93c7d2",
          "7",
          "é.com",
          "-.com");

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(Tuple.of(4, Texts.of(PIECES, 30)), Tuple.of(1, Texts.any(60)));
  }

  @Provide
  Arbitrary<String> longTexts() {
    return Texts.repeated(PIECES, 100_000);
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.of(WORDS).list().ofMaxSize(12);
  }

  /** Words of letters, each with one that is no hex digit: these may be hashes. */
  @Provide
  Arbitrary<String> plainTexts() {
    Arbitrary<String> part =
        Arbitraries.strings().withCharRange('a', 'z').withCharRange('A', 'Z').ofMaxLength(10);
    return part.map(letters -> letters + "t" + letters)
        .list()
        .ofMaxSize(8)
        .map(words -> String.join(" ", words));
  }

  @Property(tries = 5_000)
  void anyText_givesOneTemplate(@ForAll("texts") String text) {
    String template = MessageTemplate.of(text);

    assertThat(MessageTemplate.of(new StringBuilder(text).toString())).isEqualTo(template);
    assertThat(new MessageScan(text).template()).as("without the short cut").isEqualTo(template);
  }

  @Property
  void whatIsNotReplaced_staysAsItIsAndInOrder(@ForAll("texts") String text) {
    String[] kept = MessageTemplate.of(text).split("<[a-z0-9_]+>", -1);

    assertThat(text).startsWith(kept[0]).endsWith(kept[kept.length - 1]);
    assertThat(text).matches(anythingBetween(kept));
  }

  private static Predicate<String> anythingBetween(String[] kept) {
    return text -> {
      int at = 0;
      for (String part : kept) {
        int found = text.indexOf(part, at);
        if (found < 0) {
          return false;
        }
        at = found + part.length();
      }
      return true;
    };
  }

  @Property
  void wordsOfLetters_areNoVaryingPart(@ForAll("plainTexts") String text) {
    assertThat(MessageTemplate.of(text)).isSameAs(text);
  }

  /** The scan remembers what it has seen; that must not matter. */
  @Property(tries = 3_000)
  void words_areReplacedAsIfEachStoodAlone(@ForAll("words") List<String> words) {
    String text = words.stream().map(word -> " | " + word).collect(Collectors.joining());
    String expected =
        words.stream().map(word -> " | " + MessageTemplate.of(word)).collect(Collectors.joining());

    assertThat(MessageTemplate.of(text)).isEqualTo(expected);
  }

  @Property(tries = 150)
  void longText_takesNoTime(@ForAll("longTexts") String text) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          MessageTemplate.of(text);
          MessageTemplate.trim(text);
        });
  }
}
