package dev.whorl.grouping.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Foo            | Foo        | true
          Foo            | Fo         | false
          Foo            | foo        | false
          foo.*          | foo.       | true
          foo.*          | foo.a/b    | true
          foo.*          | foo        | false
          *              | ``         | true
          **             | a/b        | true
          *a*b*c         | xaybzc     | true
          *a*b*c         | xaybz      | false
          a*a            | a          | false
          a*a            | aa         | true
          a*ab*b         | ab         | false
          a*ab*b         | aabb       | true
          *aab           | aaab       | true
          ?              | é          | true
          ?              | 😀         | true
          ??             | 😀         | false
          a?c            | ac         | false
          [ab]x          | bx         | true
          [ab]x          | cx         | false
          [a-c]          | b          | true
          [a-c]          | d          | false
          [!ab]          | c          | true
          [!ab]          | a          | false
          [a-]           | -          | true
          []a]           | ]          | true
          [\\]a]          | ]          | true
          {a,b}          | a          | true
          {a,b}          | b          | true
          {a,b}          | c          | false
          {a}            | a          | true
          x{,y}z         | xz         | true
          x{,y}z         | xyz        | true
          {a,b{c,d}}e    | bde        | true
          {a,b{c,d}}e    | be         | false
          {a*,b}c        | aaac       | true
          a,b            | a,b        | true
          \\*             | *          | true
          \\*             | x          | false
          \\{\\[\\*\\?\\]\\}   | {[*?]}     | true
          a\\bc           | abc        | true
          a]             | a]         | true
          """)
  void plain(String pattern, String text, boolean expected) {
    assertThat(Glob.plain(pattern, false, true).matches(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a/*           | /a/b       | true
          /a/*           | /a/b/c     | false
          /a/?           | /a/B       | true
          /A/b           | /a/B       | true
          a/*            | a/b        | true
          /a/*           | a/b        | true
          **/foo/**      | /x/foo/y   | true
          **/foo/**      | foo/y      | true
          **/foo/**      | x/y/foo/z/w | true
          **/foo/**      | x/foo      | false
          **/foo/**      | xfoo/y     | false
          /a/**/b        | /a/b       | true
          /a/**/b        | /a/x/y/b   | true
          /a/**/b        | /axb       | false
          /a/**          | /a/        | true
          /a/**          | /a         | false
          **             | /a/b       | true
          a**            | ab/c       | false
          **/*rel*/**    | /x/newrelic/y | true
          c:\\x\\*         | C:/x/y     | true
          c:/x/*         | c:\\x\\y     | true
          {**/a,b}/c     | x/a/c      | true
          2.*            | 2.1        | true
          package:s/**   | package:s/a/b | true
          """)
  void path(String pattern, String text, boolean expected) {
    assertThat(Glob.path(pattern, true).matches(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [ab
          [
          [!
          [z-a]
          {a,b
          {a,{b}
          a}
          a\\
          [a\\
          """)
  void invalidPattern_neverMatches(String pattern) {
    for (String text : new String[] {pattern, "", "a", "b", "ab"}) {
      assertThat(Glob.plain(pattern, false, true).matches(text)).isFalse();
    }
  }

  @Test
  void ignoreCase_isUpToTheCaller() {
    assertThat(Glob.plain("*Straße[A-C]x", true, true).matches("DIE STRAßEbX")).isTrue();
    assertThat(Glob.plain("*went wrong*", true, true).matches("it WENT Wrong!")).isTrue();
    assertThat(Glob.plain("*went wrong*", false, true).matches("it WENT Wrong!")).isFalse();
  }

  @Test
  void lineBreaks_areUpToTheCaller() {
    for (String pattern : new String[] {"a*c", "a?c", "{a*,x}c"}) {
      assertThat(Glob.plain(pattern, false, true).matches("a\nc")).isTrue();
      assertThat(Glob.plain(pattern, false, false).matches("a\nc")).isFalse();
    }
    assertThat(Glob.plain("a\n*", false, false).matches("a\nc")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *a*a*a*a*a*a*a*a*b
          *a?*a?*a?*a?*a?*b
          {a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}*b
          {a*,{a*,{a*,{a*,a*a}*}*}*}*b
          **/**/**/**/**/b
          """)
  void hostilePattern_isBounded(String pattern) {
    String text = "a".repeat(100_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          assertThat(Glob.plain(pattern, true, false).matches(text)).isFalse();
          assertThat(Glob.path(pattern, true).matches(text)).isFalse();
        });
  }

  @Test
  void deepNesting_isNoProblem() {
    String pattern = "{a,".repeat(20_000) + "b" + "}".repeat(20_000);

    assertThat(Glob.plain(pattern, false, true).matches("b")).isTrue();
    assertThat(Glob.plain(pattern.substring(1), false, true).matches("b")).isFalse();
  }
}
