package dev.whorl;

import java.util.concurrent.TimeUnit;

/**
 * Lets so many pass each minute, and as many at once after a quiet one. Kept as time that has been
 * saved up, in whole nanoseconds, so that nothing is lost by rounding.
 */
final class TokenBucket {
  private final long nanosPerToken;
  private final long most;
  private long saved;
  private long seen;

  /** Begins full. */
  TokenBucket(int perMinute, long now) {
    nanosPerToken = Math.max(1, TimeUnit.MINUTES.toNanos(1) / perMinute);
    most = nanosPerToken * perMinute;
    saved = most;
    seen = now;
  }

  /** Takes a token if there is one. */
  boolean take(long now) {
    refill(now);
    if (saved < nanosPerToken) {
      return false;
    }
    saved -= nanosPerToken;
    return true;
  }

  /** Takes a token, or what there is of the next one. */
  void spend(long now) {
    refill(now);
    saved = Math.max(0, saved - nanosPerToken);
  }

  /** When there is a token again, if none is taken meanwhile. */
  long due(long now) {
    refill(now);
    return now + Math.max(0, nanosPerToken - saved);
  }

  private void refill(long now) {
    // The difference first: the sum could be more than a long holds.
    saved += Math.min(most - saved, now - seen);
    seen = now;
  }
}
