package dev.whorl.grouping.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.whorl.testing.Texts;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class GlobPropertiesTest {
  private static final List<String> PATTERN_PIECES =
      List.of(
          "*", "**", "***", "**/", "/**/", "?", "[", "]", "[!", "[a-", "[a]", "[a-c]", "{", "}",
          "{a,", ",", "{a,aa}", "{*,a}", "\\", "!", "-", "/", "a", "A", "b", ".", "\n", "é", "😀",
          "\ud83d");
  private static final List<String> TEXT_PIECES =
      List.of("a", "aa", "A", "b", "/", "\\", ".", "\n", "é", "😀", "\ud83d", "*", "[", "{");

  @Provide
  Arbitrary<String> patterns() {
    return Texts.of(PATTERN_PIECES, 12);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(Texts.of(TEXT_PIECES, 12), Texts.any(20));
  }

  @Provide
  Arbitrary<String> longPatterns() {
    return Texts.repeated(PATTERN_PIECES, 500);
  }

  @Provide
  Arbitrary<String> longTexts() {
    return Texts.repeated(TEXT_PIECES, 5_000);
  }

  @Property
  void anyPattern_isNoError(
      @ForAll("patterns") String pattern,
      @ForAll("texts") String text,
      @ForAll boolean lineBreaks) {
    Glob.plain(pattern, true, lineBreaks).matches(text);
    Glob.plain(pattern, false, lineBreaks).matches(text);
    Glob.path(pattern, lineBreaks).matches(text);
  }

  @Property(tries = 150)
  void longPattern_doesNotRunAway(
      @ForAll("longPatterns") String pattern, @ForAll("longTexts") String text) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          Glob.plain(pattern, true, true).matches(text);
          Glob.path(pattern, true).matches(text);
        });
  }

  @Property(tries = 10_000)
  void plainPattern_matchesWhatASlowMatcherFinds(
      @ForAll @Chars({'a', 'A', '/', '\n', '*', '?'}) @StringLength(max = 6) String pattern,
      @ForAll @Chars({'a', 'A', '/', '\n'}) @StringLength(max = 6) String text,
      @ForAll boolean ignoreCase,
      @ForAll boolean lineBreaks) {
    assertThat(Glob.plain(pattern, ignoreCase, lineBreaks).matches(text))
        .isEqualTo(new SlowGlob(pattern, false, ignoreCase, lineBreaks).matches(text));
  }

  @Provide
  Arbitrary<String> pathPatterns() {
    return Arbitraries.of("**", "*", "?", "/", "\\", "a", "A", "b", "/**/", "\n")
        .list()
        .ofMaxSize(6)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 10_000)
  void pathPattern_matchesWhatASlowMatcherFinds(
      @ForAll("pathPatterns") String pattern,
      @ForAll @Chars({'a', 'A', 'b', '/', '\\', '\n'}) @StringLength(max = 8) String text,
      @ForAll boolean lineBreaks) {
    assertThat(Glob.path(pattern, lineBreaks).matches(text))
        .isEqualTo(new SlowGlob(pattern, true, true, lineBreaks).matches(text));
  }

  /** Patterns without special characters but {@code *} have a way of their own to match. */
  @Property(tries = 10_000)
  void shortCut_agreesWithTheOtherWay(
      @ForAll @Chars({'s', 'S', 'ſ', '*'}) @StringLength(max = 6) String pattern,
      @ForAll @Chars({'s', 'S', 'ſ'}) @StringLength(max = 6) String text,
      @ForAll boolean ignoreCase) {
    assertThat(Glob.plain(pattern, ignoreCase, true).matches(text))
        .isEqualTo(Glob.plain("{" + pattern + "}", ignoreCase, true).matches(text));
  }

  @Property
  void alternatives_matchWhatOneOfThemMatches(
      @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(max = 3) String begin,
      @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(max = 3) String one,
      @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(max = 3) String other,
      @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(max = 3) String end,
      @ForAll @Chars({'a', 'b'}) @StringLength(max = 7) String text) {
    boolean expected =
        new SlowGlob(begin + one + end, false, false, true).matches(text)
            || new SlowGlob(begin + other + end, false, false, true).matches(text);

    assertThat(Glob.plain(begin + "{" + one + "," + other + "}" + end, false, true).matches(text))
        .isEqualTo(expected);
  }

  @Property
  void escapedText_matchesItselfAndWhatContainsIt(
      @ForAll("texts") String begin, @ForAll("texts") String text, @ForAll("texts") String end) {
    String escaped = text.replaceAll("[*?\\[\\]{}\\\\]", "\\\\$0");

    assertThat(Glob.plain(escaped, false, false).matches(text)).isTrue();
    assertThat(Glob.plain(escaped, true, true).matches(text)).isTrue();
    // The slashes keep halves of different pairs apart, which would make one character.
    String around = begin + "/" + text + "/" + end;
    assertThat(Glob.plain("*" + escaped + "*", false, true).matches(around)).isTrue();
  }

  @Provide
  Arbitrary<String> sets() {
    return Arbitraries.strings()
        .withChars("abcz-!/*")
        .ofMinLength(1)
        .ofMaxLength(4)
        .filter(set -> !set.startsWith("!"));
  }

  @Property
  void character_isInASetOrInItsOpposite(
      @ForAll("sets") String set,
      @ForAll @Chars({'a', 'b', 'd', 'y', '-', '!', '/', '*'}) @StringLength(min = 1, max = 1)
          String text,
      @ForAll boolean ignoreCase) {
    boolean in = Glob.plain("[" + set + "]", ignoreCase, true).matches(text);
    boolean out = Glob.plain("[!" + set + "]", ignoreCase, true).matches(text);

    assertThat(in && out).isFalse();
    assertThat(in || out || set.contains("-")).isTrue();
  }
}
