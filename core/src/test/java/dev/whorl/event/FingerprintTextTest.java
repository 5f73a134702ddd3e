package dev.whorl.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintTextTest {
  private static final String NOT_AN_ARRAY = "begins with [ and is not a JSON array of strings";
  private static final String UNCLOSED = "has a double quote that is never closed";
  private static final String TRAILING = "has text right after a closing quote";

  private final List<String> problems = new ArrayList<>();

  static Stream<Arguments> goodTexts() {
    return Stream.of(
        text("[\"{{ default }}\", \"GET\", \"/a,b\"]", "{{ default }}", "GET", "/a,b"),
        text("{{ default }}, GET, \"/a,b\"", "{{ default }}", "GET", "/a,b"),
        text("{{default}},x", "{{ default }}", "x"),
        text("\"{{default}}\"", "{{ default }}"),
        text("one"),
        text("  one two , three\t", "one two", "three"),
        text("a,,b, ,", "a", "b"),
        text("\"\", a", "a"),
        text("\" a \",b", " a ", "b"),
        text("\"a\" ,b", "a", "b"),
        text("\"say \\\"no\\\"\",\"c:\\\\d\"", "say \"no\"", "c:\\d"),
        text("\"a\\nb\"", "a\\nb"),
        text("a\"b\"c", "a\"b\"c"),
        text("[]", new String[0]),
        text(" [ ] ", new String[0]),
        text("", new String[0]),
        text(" , ,\"\"", new String[0]),
        text("[\"a\" , \"b\"]", "a", "b"),
        text("[\"\",\"a\"]", "a"),
        text("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u00E9\"]", "\"\\/\b\f\n\r\téé"),
        text("[\"a\", 503, true, -1.5]", "a", "503", "true", "-1.5"),
        text("[\"\\ud83d\\ude00\"]", "\ud83d\ude00"),
        text("[\"\\ud83d\"]", "\ud83d"),
        text("a]", "a]"));
  }

  static Stream<Arguments> malformedTexts() {
    return Stream.of(
        problem("\"a, b", UNCLOSED, "\"a", "b"),
        problem("x, \"", UNCLOSED, "x", "\""),
        problem("\"a\\\", b", UNCLOSED, "\"a\\\"", "b"),
        problem("\"a\"b, c", TRAILING, "\"a\"b", "c"),
        problem("[a, b]", NOT_AN_ARRAY, "a", "b"),
        problem("[\"a\", \"b\"", NOT_AN_ARRAY, "a", "b"),
        problem("[\"a\" \"b\"]", NOT_AN_ARRAY, "\"a\" \"b\""),
        problem("[\"a\",]", NOT_AN_ARRAY, "a"),
        problem("[\"a\"] tail", NOT_AN_ARRAY, "\"a\"] tail"),
        problem("[[\"a\"]]", NOT_AN_ARRAY, "[\"a\"]"),
        problem("[null]", NOT_AN_ARRAY, "null"),
        problem("[{\"a\":1}]", NOT_AN_ARRAY, "{\"a\":1}"),
        problem("[\"\\x\"]", NOT_AN_ARRAY, "\\x"),
        problem("[\"\\u12\"]", NOT_AN_ARRAY, "\\u12"),
        problem("[\"a\nb\"]", NOT_AN_ARRAY, "a\nb"),
        problem("[\"\\", NOT_AN_ARRAY, "\"\\"),
        problem("[", NOT_AN_ARRAY));
  }

  @ParameterizedTest
  @MethodSource("goodTexts")
  void goodText_isReadWithoutComplaint(String text, List<String> parts) {
    assertThat(Fingerprint.parse(text, problems::add).parts()).isEqualTo(parts);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("malformedTexts")
  void malformedText_isToldAndUsedAsFarAsItGoes(String text, String problem, List<String> parts) {
    assertThat(Fingerprint.parse(text, problems::add).parts()).isEqualTo(parts);
    assertThat(problems).containsExactly(problem);
  }

  @Test
  void identityOfAnArray_isNoFingerprint() {
    for (Object array : List.of(new String[0], new String[0][0], new int[0], new byte[0][0][0])) {
      problems.clear();

      assertThat(Fingerprint.parse(String.valueOf(array), problems::add).isEmpty()).isTrue();
      assertThat(problems)
          .containsExactly("is the identity of a Java array, whose values did not arrive");
    }
  }

  private static Arguments text(String text, String... parts) {
    return Arguments.of(text, List.of(parts));
  }

  private static Arguments text(String text) {
    return Arguments.of(text, List.of(text));
  }

  private static Arguments problem(String text, String problem, String... parts) {
    return Arguments.of(text, problem, List.of(parts));
  }
}
