package dev.whorl.inbox.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTest {
  @Test
  void whatTheTitleIsMadeOf_comesFirst() {
    assertThat(
            text("""
                {"contexts":{"MDC":{"tenant":"acme","n":7}},
                 "tags":{"region":"eu","flag":true},
                 "exception":{"values":[
                   {"type":"RootException","value":"root","stacktrace":{"frames":[
                     {"module":"a.Db","function":"query","in_app":true}]}},
                   {"type":"LoggedException","value":"logged","stacktrace":{"frames":[
                     {"module":"a.Main","function":"main","in_app":true},
                     {"module":"java.util.List","function":"of","in_app":false},
                     {"filename":"call.kts","function":"call","in_app":true}]}}]},
                 "transaction":"GET /x","logger":"a.Log",
                 "logentry":{"formatted":"no 7","message":"no {}","params":["7"]}}
                """)
                .lines())
        .containsExactly(
            "LoggedException",
            "logged",
            "RootException",
            "root",
            "no 7",
            "no {}",
            "a.Log",
            "GET /x",
            "eu",
            "true",
            "acme",
            "7",
            "call.kts",
            "call",
            "a.Main",
            "main",
            "a.Db",
            "query");
  }

  @Test
  void otherFormsOfTheProtocol_areRead() {
    assertThat(
            text(
                """
                {"exception":[{"type":"T"}],"logentry":"entry","message":"old",
                 "tags":[["key","value"]],
                 "threads":{"values":[{"stacktrace":{"frames":[{"function":"f","in_app":true}]}}]}}
                """))
        .isEqualTo("T\nentry\nold\nvalue\nf");
    assertThat(text("{\"message\":{\"formatted\":\"no 7\",\"message\":\"no {}\"}}"))
        .isEqualTo("no 7\nno {}");
    assertThat(text("{\"exception\":{\"type\":\"T\",\"value\":\"v\"}}")).isEqualTo("T\nv");
  }

  @Test
  void controlCharacters_becomeBlanks() {
    assertThat(text("{\"message\":\"a\\u0000b\\nc\\td\\u0085e\\u001b[31m\"}"))
        .isEqualTo("a b c d e [31m");
  }

  @Test
  void sameText_standsThereOnce() {
    assertThat(text("{\"message\":\"same\",\"logger\":\"same\",\"tags\":{\"a\":\"same\"}}"))
        .isEqualTo("same");
  }

  @Test
  void longMessage_leavesRoomForTheOthers() {
    String text = text("{\"message\":\"" + "x".repeat(100_000) + "\",\"logger\":\"a.Log\"}");

    assertThat(text).endsWith("\na.Log").hasSizeLessThan(2000);
  }

  @Test
  void manyTexts_endAtTheBoundAndNotInACharacter() {
    for (int shift = 0; shift < 4; shift++) {
      StringBuilder tags = new StringBuilder("{\"tags\":{\"a\":\"" + "x".repeat(shift) + "\"");
      for (int i = 0; i < 2000; i++) {
        tags.append(",\"t").append(i).append("\":\"\ud83d\ude00\ud83d\ude00").append(i).append('"');
      }
      String text = text(tags.append("}}").toString());

      assertThat(text).hasSizeBetween(SearchText.LONGEST - 2, SearchText.LONGEST);
      assertThat(Character.isHighSurrogate(text.charAt(text.length() - 1))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"exception\":7,\"logentry\":[],\"tags\":null,\"contexts\":{\"MDC\":[]},\"threads\":\"x\"}",
        "{\"exception\":{\"values\":[null,7,{\"type\":{},\"stacktrace\":[]}]},\"message\":\"  \"}"
      })
  void eventWithoutTexts_hasNone(String event) {
    assertThat(text(event)).isEmpty();
  }

  private static String text(String event) {
    try {
      return SearchText.of(new ObjectMapper().readTree(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
