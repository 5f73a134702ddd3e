package dev.whorl.delivery;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How long to leave a server alone that cannot take events: after each failure in a row up to twice
 * as long, at most half a minute, and a random part of that (full jitter), so that many clients do
 * not come back at once. The first success opens the gate again. Thread-safe.
 */
final class Backoff {
  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long MOST = TimeUnit.SECONDS.toNanos(30);
  private static final long HURRIED = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int MAX_DOUBLINGS = 7;

  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private long most = MOST;
  private int failures;
  private long closedUntil;

  Backoff(LongSupplier nanoTime, RandomGenerator random) {
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /** How many failures came in a row; to be given back with the failure of a request. */
  synchronized int failures() {
    return failures;
  }

  /**
   * A request failed.
   *
   * @param failuresBefore what {@link #failures} said when it began: of several requests that fail
   *     together only the first counts
   * @param leastNanos how long the server itself wants to be left alone, 0 if it did not say; no
   *     more than half a minute is granted, so that the end of its trouble is noticed
   */
  synchronized void failed(int failuresBefore, long leastNanos) {
    if (failures != failuresBefore) {
      return;
    }
    long bound = Math.min(most, FIRST << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    closedUntil =
        nanoTime.getAsLong() + Math.max(Math.min(leastNanos, most), random.nextLong(bound + 1));
  }

  /** A request succeeded; gives how many failures in a row that ends. */
  synchronized int succeeded() {
    int ended = failures;
    failures = 0;
    return ended;
  }

  /** The end is near: from now on no pause is longer than a moment. */
  synchronized void hurry() {
    most = HURRIED;
    closedUntil = nanoTime.getAsLong() + Math.min(remaining(), random.nextLong(HURRIED + 1));
  }

  /** How long nothing is to be sent, 0 if it may be. */
  synchronized long remaining() {
    return failures == 0 ? 0 : Math.max(0, closedUntil - nanoTime.getAsLong());
  }
}
