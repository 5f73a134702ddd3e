package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.protocol.EncodedEvent;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  private final RetrySchedule schedule = new RetrySchedule(new SplittableRandom(3));

  @Test
  void delays_areAnyPartOfABoundThatDoublesUpToAMinute() {
    assertThat(IntStream.rangeClosed(1, 7).mapToObj(this::longest))
        .containsExactly(4L, 8L, 16L, 32L, 60L, 60L, 60L);
  }

  @Test
  void fiveRetries_fitIntoTwoMinutes() {
    assertThat(IntStream.rangeClosed(1, 5).mapToLong(this::longest).sum()).isLessThanOrEqualTo(120);
  }

  @Test
  void eventInMemory_hasFiveRetriesWithinTwoMinutes() {
    Parcel parcel = parcel(false);
    for (int i = 0; i < 5; i++) {
      parcel.failed(100);
      assertThat(schedule.isOver(parcel, 100)).isFalse();
    }
    assertThat(schedule.isOver(parcel, 100 + Duration.ofSeconds(121).toNanos())).isTrue();
    parcel.failed(100);

    assertThat(schedule.isOver(parcel, 100)).isTrue();
  }

  @Test
  void eventInAFolder_isNeverGivenUp() {
    Parcel parcel = parcel(true);
    for (int i = 0; i < 1_000; i++) {
      parcel.failed(0);
    }

    assertThat(schedule.isOver(parcel, Duration.ofDays(9).toNanos())).isFalse();
  }

  /** The longest of many delays, rounded up to seconds. */
  private long longest(int attempts) {
    long nanos =
        IntStream.range(0, 5_000).mapToLong(i -> schedule.delay(attempts)).max().orElseThrow();
    return Duration.ofNanos(nanos).plusMillis(999).toSeconds();
  }

  private static Parcel parcel(boolean outlives) {
    return new Parcel(
        new EncodedEvent("id", new byte[0]),
        new RecordingAccounting(),
        new Parcel.Store() {
          @Override
          public void ended(Parcel parcel) {}

          @Override
          public boolean outlivesProcess() {
            return outlives;
          }
        });
  }
}
