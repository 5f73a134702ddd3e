package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTextTest {
  private static final Instant NOW = Instant.parse("2026-11-06T08:49:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fri, 06 Nov 2026 08:49:37 GMT",
        "  Fri, 06 Nov 2026 08:49:37 GMT ",
        "Friday, 06-Nov-26 08:49:37 GMT",
        "Fri Nov  6 08:49:37 2026",
        "37",
        "37.0"
      })
  void everyFormOfHttp_isRead(String text) {
    assertThat(WaitText.retryAfter(text, NOW)).isEqualTo(Duration.ofSeconds(37));
  }

  @Test
  void dateWithTwoDigitsOfADay_isReadInTheFormOfC() {
    assertThat(WaitText.retryAfter("Fri Nov 13 08:49:37 2026", NOW)).isEqualTo(WaitText.LONGEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fri, 06 Nov 2026 08:48:59 GMT  | PT0S",
        "Sun, 06 Nov 1994 08:49:37 GMT  | PT0S",
        "Sat, 07 Nov 2026 08:49:01 GMT  | PT24H",
        "Fri, 31 Dec 9999 23:59:59 GMT  | PT24H",
        "999999999999999999999999999999 | PT24H",
      })
  void wait_isFromNothingToADay(String text, Duration wait) {
    assertThat(WaitText.retryAfter(text, NOW)).isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-1",
        "Fri, 06 Nov 2026 25:49:37 GMT",
        "Mon, 06 Nov 2026 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "2026-11-06T08:49:37Z",
        "1000000000000000000000000000000000000000000000000000000000000000000"
      })
  void anythingElse_isNone(String text) {
    assertThat(WaitText.retryAfter(text, NOW)).isNull();
  }

  @Test
  void fraction_isRoundedUpToANanosecond() {
    assertThat(WaitText.seconds("0.0000000001")).isEqualTo(Duration.ofNanos(1));
    assertThat(WaitText.seconds("1e-300")).isEqualTo(Duration.ofNanos(1));
    assertThat(WaitText.seconds("2.5")).isEqualTo(Duration.ofMillis(2500));
    assertThat(WaitText.seconds(".5")).isEqualTo(Duration.ofMillis(500));
    assertThat(WaitText.seconds("5.")).isEqualTo(Duration.ofSeconds(5));
  }
}
