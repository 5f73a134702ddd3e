package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.testing.ManualClock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  /** Always the most that is asked for, so that the bounds can be seen. */
  private static final RandomGenerator MOST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return 0;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  private final ManualClock clock = new ManualClock();

  @Test
  void pauses_doubleUpToHalfAMinute() {
    Backoff backoff = new Backoff(clock, MOST);
    long[] millis = new long[10];
    for (int i = 0; i < millis.length; i++) {
      backoff.failed(backoff.failures(), 0);
      millis[i] = Duration.ofNanos(backoff.remaining()).toMillis();
    }

    assertThat(millis)
        .containsExactly(250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000);
  }

  @Test
  void pause_isAnyPartOfItsBound() {
    Backoff backoff = new Backoff(clock, new SplittableRandom(7));
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int i = 0; i < 1_000; i++) {
      backoff.failed(0, 0);
      least = Math.min(least, backoff.remaining());
      most = Math.max(most, backoff.remaining());
      backoff.succeeded();
    }

    assertThat(Duration.ofNanos(least)).isLessThan(Duration.ofMillis(5));
    assertThat(Duration.ofNanos(most)).isBetween(Duration.ofMillis(245), Duration.ofMillis(250));
  }

  @Test
  void requestsThatFailTogether_countOnce() {
    Backoff backoff = new Backoff(clock, MOST);
    int before = backoff.failures();
    for (int i = 0; i < 4; i++) {
      backoff.failed(before, 0);
    }

    assertThat(backoff.failures()).isEqualTo(1);
  }

  @Test
  void success_opensTheGate() {
    Backoff backoff = new Backoff(clock, MOST);
    backoff.failed(0, 0);
    backoff.succeeded();

    assertThat(backoff.remaining()).isZero();
  }

  @Test
  void pause_endsWithTime() {
    Backoff backoff = new Backoff(clock, MOST);
    backoff.failed(0, 0);
    clock.advance(Duration.ofMillis(250));

    assertThat(backoff.remaining()).isZero();
    assertThat(backoff.failures()).isEqualTo(1);
  }

  @Test
  void whatTheServerAsksFor_isGrantedUpToHalfAMinute() {
    Backoff backoff = new Backoff(clock, MOST);
    backoff.failed(0, Duration.ofSeconds(5).toNanos());
    assertThat(Duration.ofNanos(backoff.remaining())).isEqualTo(Duration.ofSeconds(5));
    backoff.failed(1, Duration.ofHours(5).toNanos());

    assertThat(Duration.ofNanos(backoff.remaining())).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void hurry_leavesNoPauseLongerThanAMoment() {
    Backoff backoff = new Backoff(clock, MOST);
    for (int i = 0; i < 8; i++) {
      backoff.failed(i, 0);
    }
    backoff.hurry();
    assertThat(Duration.ofNanos(backoff.remaining())).isEqualTo(Duration.ofMillis(200));
    backoff.failed(8, Duration.ofHours(5).toNanos());

    assertThat(Duration.ofNanos(backoff.remaining())).isEqualTo(Duration.ofMillis(200));
  }
}
