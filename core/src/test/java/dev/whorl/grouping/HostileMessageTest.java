package dev.whorl.grouping;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages made to cost as much as they can. Anything quadratic would take minutes here. */
class HostileMessageTest {
  private static final int LENGTH = 1 << 20;

  private static final List<String> REPEATED =
      List.of(
          "a",
          "M",
          "d",
          "g",
          "A",
          "0",
          "1",
          "9",
          ".",
          ":",
          "@",
          "-",
          "=",
          "'",
          "\"",
          "(",
          "/",
          " ",
          "_",
          "é",
          "٣",
          "𝟒",
          "\ud835",
          "\udfd2",
          "\u00a0",
          "\n",
          "a@",
          "@a",
          "a.",
          ".a",
          "1.",
          "1:",
          ":1",
          "::",
          "::1",
          "1::",
          "a-",
          "-a",
          "-1",
          "1-",
          "-1.",
          "a.-",
          "='",
          "=\"",
          "='\"",
          "=t",
          "=''",
          "0x",
          "0x1",
          "1s",
          "1m",
          "1.1",
          "1.1s",
          "9ms",
          "x1",
          "1x",
          "a b ",
          "ab.c ",
          "http://",
          "http",
          "ws",
          "w",
          "t",
          "tx",
          "tx0",
          "java.util.",
          "a.b-c.",
          "Mon",
          "Mon, ",
          "Jan ",
          "Jan 18, ",
          "Monday, 02-Jan-06 ",
          "Mon Jan 02 2006 14:04:05 GMT+0000 (",
          "2006-01-02T",
          "2006-01-02 ",
          "20060102 ",
          "20060102T150405.",
          "2006",
          "2006-",
          "12:",
          "12:34",
          "12:34:",
          "1 Jan ",
          "2 Jan 2006 15:04 ",
          "datetime.datetime(",
          "datetime.",
          "7c1811ed-",
          "7c1811ed-e98f-4c9c-a9f9-",
          "00-0af7651916cd43dd8448eb211c80319c-",
          "1-",
          "٢٠٠٦-",
          "٣.",
          "٣s");

  @Test
  void noRepetition_takesMoreThanLinearTime() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (String piece : REPEATED) {
            String text = piece.repeat(LENGTH / piece.length());
            MessageTemplate.of(text);
            MessageTemplate.trim(text);
          }
        });
  }

  @Test
  void noLongRun_takesMoreThanLinearTime() {
    int half = LENGTH / 2;
    List<String> texts =
        List.of(
            "0x" + "f".repeat(LENGTH) + "g",
            "-" + "f".repeat(LENGTH),
            "1".repeat(half) + "." + "1".repeat(half),
            "1".repeat(half) + "." + "1".repeat(half) + "x",
            "𝟒".repeat(half / 2) + "." + "𝟒".repeat(half / 2) + "x",
            "a".repeat(LENGTH) + "@",
            "a".repeat(LENGTH) + "@b",
            "a-".repeat(half) + ".com",
            "a.".repeat(half) + "com",
            "a.".repeat(half) + "c",
            "a@" + "b.".repeat(half) + "@",
            "='" + "a='\"".repeat(half / 4),
            "2006-01-02 15:04:05." + "1".repeat(LENGTH) + "+",
            "tx274a77a8975c4a66aeb24-0052d95365".repeat(LENGTH / 34));
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> texts.forEach(MessageTemplate::of));
  }
}
