package dev.whorl.delivery;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * When a failed event is tried again: a random time up to 4, 8, 16, 32 and then 60 seconds later
 * (capped exponential back-off with full jitter). The five retries of an event that only memory
 * keeps are thus over within two minutes; an event in a folder is tried as long as it is there.
 */
final class RetrySchedule {
  private static final int MAX_RETRIES = 5;
  private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final long FIRST = TimeUnit.SECONDS.toNanos(4);
  private static final long MOST = TimeUnit.SECONDS.toNanos(60);
  private static final int MAX_DOUBLINGS = 4;

  private final RandomGenerator random;

  RetrySchedule(RandomGenerator random) {
    this.random = random;
  }

  /** Whether an event, having failed just now, is not to be tried again. */
  boolean isOver(Parcel parcel, long now) {
    return !parcel.outlivesProcess()
        && (parcel.attempts() > MAX_RETRIES || now - parcel.firstAttempt() > MAX_NANOS);
  }

  /** How long an event waits that has failed this many times, 1 or more. In nanoseconds. */
  long delay(int attempts) {
    long most = Math.min(MOST, FIRST << Math.min(attempts - 1, MAX_DOUBLINGS));
    return random.nextLong(most + 1);
  }
}
