package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.testing.Calls;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class RateLimitsTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicReference<Instant> wall = new AtomicReference<>(Calls.NOON);
  private final RateLimits limits = new RateLimits(nanos::get, wall::get);

  @Test
  void unlimited_isHowItBegins() {
    assertLimits(0, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60:error:key                          | 60   | 0",
        "60:error                              | 60   | 0",
        "60::organization                      | 60   | 60",
        "60:                                   | 60   | 60",
        "60:;:                                 | 60   | 60",
        "60:internal:key                       | 0    | 60",
        "60:transaction;error;session:key      | 60   | 0",
        "60:error;internal:key                 | 60   | 60",
        "60:transaction;profile:key            | 0    | 0",
        "60:default:key                        | 0    | 0",
        "60:gloves;hats:key                    | 0    | 0",
        "60:gloves;error:key                   | 60   | 0",
        "60:metric_bucket:o:quota:custom       | 0    | 0",
        "60:error:o:quota:a;b:further:fields   | 60   | 0",
        "60:errors:key, 60:Xerror:key          | 0    | 0",
        "10:error:key,60:transaction:key       | 10   | 0",
        "10:error:key , 60 : ; error ; : key   | 60   | 0",
        "60:error:key,10::organization         | 60   | 10",
        "10:error:key,60::organization,5::key  | 60   | 60",
        "1.5:error:key                         | 1.5  | 0",
        "1e1:error:key                         | 10   | 0",
        "0:error:key                           | 0    | 0",
        "86401:error:key                       | 86400| 0",
        "1e300::key                            | 86400| 86400",
      })
  void header_limitsItsCategories(String header, double errors, double all) {
    limits.update(200, header, null);

    assertLimits(errors, all);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 413, 429, 503})
  void header_countsWhateverTheStatusAndBeforeRetryAfter(int status) {
    limits.update(status, "10:error:key", "300");

    assertLimits(10, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"60:transaction:key", "60:gloves:key", "0:error:key", "x:error,1:gloves"})
  void headerForOthers_isTheLastWordOnA429Too(String header) {
    limits.update(429, header, "300");

    assertLimits(0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1:error",
        "-0.5::key",
        "soon:error",
        ":error:key",
        "NaN:error",
        "Infinity:error",
        "1e999:error",
        "0x10:error",
        "1f:error",
        "1.2.3:error",
        "1e:error",
        "e1:error",
        ".:error",
        "6 0:error",
        "٦٠:error"
      })
  void entryWithoutANumber_isSkipped(String entry) {
    limits.update(200, entry + ",10:error:key," + entry, null);

    assertLimits(10, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", ":::", "60", "-1:error", "NaN:error:key,soon::key"})
  void unreadableHeader_isLikeNoneOnA429(String header) {
    limits.update(429, header, "7");

    assertLimits(7, 7);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 500, 502, 503})
  void retryAfter_limitsOnlyWithA429(int status) {
    limits.update(status, null, "7");

    assertLimits(0, 0);
  }

  @ParameterizedTest
  @CsvSource({"7,7", "' 7 ',7", "0,0", "1.25,1.25", "100000,86400", "-1,60", "NaN,60", "soon,60"})
  void tooManyRequests_limitAllForRetryAfter(String retryAfter, double seconds) {
    limits.update(429, null, retryAfter);

    assertLimits(seconds, seconds);
  }

  @Test
  void tooManyRequestsWithoutAWord_limitAllForAMinute() {
    limits.update(429, null, null);

    assertLimits(60, 60);
  }

  @Test
  void time_endsLimits() {
    limits.update(429, "10::key,20:error:key", null);

    nanos.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
    assertThat(limits.allLimitedNanos()).isEqualTo(1);
    nanos.incrementAndGet();
    assertLimits(10, 0);
    nanos.addAndGet(Duration.ofDays(30).toNanos());
    assertLimits(0, 0);
  }

  @Test
  void shorterLimit_doesNotReplaceALongerOne() {
    limits.update(200, "60:error:key", null);
    limits.update(429, null, "10");
    assertLimits(60, 10);

    limits.update(200, "70::key", null);
    assertLimits(70, 70);
  }

  @Test
  void jumpOfTheWallClock_movesNoLimit() {
    limits.update(429, null, "Fri, 20 Nov 2026 12:01:00 GMT");
    wall.set(Instant.EPOCH);

    assertThat(limits.errorsLimitedNanos())
        .isEqualTo(Duration.between(Calls.NOON, Instant.parse("2026-11-20T12:01:00Z")).toNanos());
  }

  @Test
  void hostileHeaders_areCheap() {
    for (String piece : new String[] {"1", ",", ":", ";", "1e:,", "1:;,", "\ud83d\ude00", " "}) {
      String header = piece.repeat(1_000_000 / piece.length());
      limits.update(200, header, header);
      limits.update(200, "1:" + header, header);
    }
  }

  private void assertLimits(double errors, double all) {
    assertThat(limits.errorsLimitedNanos()).as("errors").isEqualTo(Math.round(errors * 1e9));
    assertThat(limits.allLimitedNanos()).as("all").isEqualTo(Math.round(all * 1e9));
  }
}
