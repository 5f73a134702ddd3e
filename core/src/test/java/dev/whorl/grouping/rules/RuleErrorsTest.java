package dev.whorl.grouping.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleErrorsTest {
  private static RulesException fingerprint(String text) {
    return catchThrowableOfType(RulesException.class, () -> FingerprintRules.parse(text));
  }

  private static RulesException stackTrace(String text) {
    return catchThrowableOfType(RulesException.class, () -> StackTraceRules.parse(text));
  }

  @Test
  void unknownMatcher_isUnderlined() {
    assertThat(fingerprint("# first\n  type:A invalid.message:foo -> bar").getMessage().lines())
        .containsExactly(
            "line 2, column 10: Unknown matcher 'invalid.message'",
            "      type:A invalid.message:foo -> bar",
            "             ^^^^^^^^^^^^^^^ expected one of type, value, message, logger, level, "
                + "tags.NAME, module, function, path, package, app, family, sdk, release");
  }

  @Test
  void unknownAttribute_isUnderlined() {
    RulesException wrong = fingerprint("type:A -> b color=\"red\"");

    assertThat(wrong.errors())
        .containsExactly(new RuleError(1, 13, "Unknown attribute 'color'", "color", "title"));
    assertThat(wrong).hasMessageContaining("                ^^^^^ expected title");
  }

  @Test
  void allErrors_areTold() {
    RulesException wrong =
        fingerprint(
            """
            type:A -> x
            nope:A huh:"B" -> x foo="y"
            type:A ->
            type:B -> ok
            \ttype:A -> x
            type:A
            """);

    assertThat(wrong.errors())
        .extracting(
            RuleError::line, RuleError::column, RuleError::message, RuleError::offendingText)
        .containsExactly(
            tuple(2, 1, "Unknown matcher 'nope'", "nope"),
            tuple(2, 8, "Unknown matcher 'huh'", "huh"),
            tuple(2, 21, "Unknown attribute 'foo'", "foo"),
            tuple(3, 10, "The rule ends too early", ""),
            tuple(5, 1, "White space that is no space", "\t"),
            tuple(6, 7, "The rule ends too early", ""));
    assertThat(wrong.getMessage()).contains("line 2, column 21", "line 5, column 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          type:Foo->bar              | 14 | ``
          -> foo                     | 1  | ->
          type: Foo -> bar           | 1  | type:
          type:A b -> x              | 8  | b
          type:"a"b -> x             | 9  | b
          type:A -> x,,y             | 13 | ,y
          type:A -> ,x               | 11 | ,x
          type:A -> a {b             | 13 | {b
          type:A -> {{ a b }}        | 11 | {{
          type:A -> {{ }}            | 11 | {{
          ! type:A -> x              | 1  | !
          "!type":A -> x             | 1  | "!type":A
          type:A message:B           | 17 | ``
          """)
  void syntaxError_hasItsPlace(String rule, int column, String offending) {
    List<RuleError> errors = fingerprint("\r\n" + rule).errors();

    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).line()).isEqualTo(2);
    assertThat(errors.get(0).column()).isEqualTo(column);
    assertThat(errors.get(0).offendingText()).isEqualTo(offending);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          +app                            ; 1 ; Unexpected '+app'
          module:a                        ; 9 ; The rule ends too early
          module:a +nope                  ; 11 ; Unexpected 'nope'
          module:a ^app                   ; 11 ; Unexpected 'app'
          module:a app                    ; 10 ; Unexpected 'app'
          module:a vapp                   ; 10 ; Unexpected 'vapp'
          module:a colour=red             ; 10 ; Unknown action 'colour'
          module:a max-frames=x           ; 21 ; Unexpected 'x'
          module:a max-frames=9999999999  ; 21 ; Unexpected '9999999999'
          release:a +app                  ; 1 ; Unknown matcher 'release'
          !thread.id:a +app               ; 2 ; Unknown matcher 'thread.id'
          [module:a] module:b +app        ; 12 ; Unexpected 'module:b'
          [module:a module:c] | module:b +app ; 11 ; Unexpected 'module:c]'
          module:a | module:b +app       ; 12 ; Unexpected 'module:b'
          module: +app                    ; 8 ; Unexpected space
          module:a +app # why             ; 15 ; Unexpected '#'
          """)
  void stackTraceRule_hasThePlaceOfItsError(String rule, int column, String message) {
    assertThat(stackTrace("# ok\n" + rule).errors())
        .extracting(RuleError::line, RuleError::column, RuleError::message)
        .containsExactly(org.assertj.core.api.Assertions.tuple(2, column, message));
  }

  @Test
  void quoteThatClosesOnALaterLine_isToldWhereItBegins() {
    RulesException wrong = fingerprint("type:\"a -> x\ntype:\"b\" -> y");

    assertThat(wrong.errors().get(0).line()).isEqualTo(1);
    assertThat(wrong.errors().get(0).column()).isEqualTo(6);
    assertThat(wrong).hasMessageContaining("ends on line 2");
  }

  @Test
  void longLine_isCutWhereItMatters() {
    String line = "type:" + "a".repeat(100_000) + " nope:b -> " + "c".repeat(100_000);

    assertThat(fingerprint(line).getMessage()).hasSizeLessThan(600).contains("nope:b", "^^^^");
  }

  @Test
  void thousandErrors_areAllKeptAndSomeShown() {
    RulesException wrong = fingerprint("nope:b -> c\n".repeat(1000));

    assertThat(wrong.errors()).hasSize(1000);
    assertThat(wrong).hasMessageEndingWith("and 980 more errors");
  }

  @Test
  void longName_isShortenedInTheMessageOnly() {
    String name = "k".repeat(100_000);
    List<String> texts =
        List.of(name + ":b -> c", "type:a -> " + name + "=\"x\"", "type:a " + name + ":b -> c");

    for (String text : texts) {
      RulesException wrong = fingerprint(text);
      assertThat(wrong.getMessage()).hasSizeLessThan(600).contains("kkk...");
      assertThat(wrong.errors().get(0).message()).hasSizeLessThan(100);
      assertThat(wrong.errors().get(0).offendingText()).isEqualTo(name);
    }
    assertThat(stackTrace("module:a " + name + "=x").getMessage()).hasSizeLessThan(600);
    assertThat(stackTrace(name + ":a +app").getMessage()).hasSizeLessThan(600);
  }

  @Test
  void lineFullOfErrors_isKeptOnce() {
    int errors = 30_000;
    String line = "nope:b ".repeat(errors) + "-> x\n";

    assertThat(fingerprint(line).errors()).hasSize(errors);
    assertThat(stackTrace("nope:b ".repeat(errors) + "+app\n").errors()).hasSize(errors);
  }
}
