package dev.whorl.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintRoundTripTest {
  private static final String[] PIECES = {
    "\"",
    "\\",
    ",",
    "[",
    "]",
    "{{",
    "}}",
    " default ",
    " ",
    "\n",
    "\t",
    "\u0000",
    "\u007f",
    "\u2028",
    "\ud83d",
    "\ude00",
    "é",
    "u",
    "d8",
    "a",
    "1",
    "-",
    ".",
    "@",
    "Ljava;",
    "null"
  };

  private final Random random = new Random(20261120);

  @Test
  void whateverParts_areReadBackFromTheJsonForm() {
    for (int i = 0; i < 5_000; i++) {
      List<String> parts = new ArrayList<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        parts.add(randomText());
      }
      Fingerprint fingerprint = new Fingerprint(parts);
      List<String> problems = new ArrayList<>();

      assertThat(Fingerprint.parse(fingerprint.toString(), problems::add)).isEqualTo(fingerprint);
      assertThat(problems).isEmpty();
    }
  }

  @Test
  void whateverText_isReadAndWhatWasReadRoundTrips() {
    for (int i = 0; i < 5_000; i++) {
      String text = (random.nextInt(3) == 0 ? "[" : "") + randomText();

      Fingerprint fingerprint = Fingerprint.parse(text);

      assertThat(Fingerprint.parse(fingerprint.toString())).as(text).isEqualTo(fingerprint);
    }
  }

  @Test
  void longHostileText_isReadInOnePass() {
    for (String piece : List.of("\"a", "\"a\\\",", "\"\\\\\",", "[", "[\"", "\"a\"b,", "{{", ",")) {
      Fingerprint fingerprint = Fingerprint.parse(piece.repeat(200_000));

      assertThat(Fingerprint.parse(fingerprint.toString())).isEqualTo(fingerprint);
    }
  }

  private String randomText() {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(12); n > 0; n--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
