package dev.whorl.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.testing.Texts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MessageTrimPropertiesTest {
  private static final String LINE_BREAK =
      "\r\n|[\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029]";

  @Provide
  Arbitrary<String> texts() {
    List<String> pieces =
        List.of(
            "a", "b c", " ", "\t", "\u00a0", "\u2003", "\n", "\r", "\r\n", "\u000b", "\f", "\u001c",
            "\u001d", "\u001e", "\u001f", "\u0085", "\u2028", "\u2029", "...", "\ud83d");
    return Arbitraries.oneOf(Texts.of(pieces, 10), Texts.any(20));
  }

  @Property
  void trimmedText_isTheFirstTwoLinesThatAreNotBlank(@ForAll("texts") String text) {
    String lines =
        Stream.of(text.split(LINE_BREAK, -1))
            .filter(line -> !line.chars().allMatch(MessageTrimPropertiesTest::isBlank))
            .limit(2)
            .collect(Collectors.joining("\n"));

    assertThat(MessageTemplate.trim(text)).isEqualTo(lines.equals(text) ? text : lines + "...");
  }

  @Property
  void trimmedText_isNotTrimmedAgain(@ForAll("texts") String text) {
    String trimmed = MessageTemplate.trim(text);

    assertThat(MessageTemplate.trim(trimmed)).isSameAs(trimmed);
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }
}
