package dev.whorl.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.StringTokenizer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long the server wants to hear nothing, as its answers said. Deadlines stand on the monotonic
 * clock, so that a wall clock that jumps moves none of them. No limit lasts longer than 24 hours,
 * whatever the server wrote: its slip of the pen must not silence a program for ever, and a server
 * that means it will say so again.
 *
 * <p>Any thread may ask and tell.
 */
public final class RateLimits {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration UNSAID = Duration.ofSeconds(60);

  private final LongSupplier nanoTime;
  private final InstantSource wallClock;

  /** Until when no events, category {@code error}. */
  private final AtomicLong errorsUntil;

  /** Until when no client reports, category {@code internal}; so it is when all is limited. */
  private final AtomicLong allUntil;

  /**
   * Nothing is limited yet.
   *
   * @param nanoTime the clock that limits run by
   * @param wallClock only to know how far away the date of a header {@code Retry-After} is
   */
  public RateLimits(LongSupplier nanoTime, InstantSource wallClock) {
    this.nanoTime = nanoTime;
    this.wallClock = wallClock;
    long now = nanoTime.getAsLong();
    errorsUntil = new AtomicLong(now);
    allUntil = new AtomicLong(now);
  }

  /**
   * Takes in an answer. Its header of rate limits counts whatever the status, and if it holds any
   * limit, be it for others, it is the last word. Only a 429 without one falls back to {@code
   * Retry-After}, and without that to 60 seconds, for all categories.
   *
   * @param status of the answer
   * @param rateLimitsHeader {@code X-Sentry-Rate-Limits}, several lines joined by commas
   * @param retryAfter {@code Retry-After}, in seconds or as a date
   */
  void update(int status, @Nullable String rateLimitsHeader, @Nullable String retryAfter) {
    long now = nanoTime.getAsLong();
    boolean told = rateLimitsHeader != null && readAll(rateLimitsHeader, now);
    if (!told && status == TOO_MANY_REQUESTS) {
      Duration wait = retryAfter(retryAfter);
      long until = now + (wait == null ? UNSAID : wait).toNanos();
      extend(errorsUntil, until);
      extend(allUntil, until);
    }
  }

  /**
   * How long no event may be sent.
   *
   * @return nanoseconds, 0 if events may be sent
   */
  long errorsLimitedNanos() {
    return left(errorsUntil);
  }

  /**
   * How long not even a client report may be sent.
   *
   * @return nanoseconds, 0 if client reports may be sent
   */
  long allLimitedNanos() {
    return left(allUntil);
  }

  /**
   * How long a header {@code Retry-After} says to wait. Changes no limit.
   *
   * @param text seconds or a date of HTTP
   * @return at most 24 hours; null if there is no header, or nothing in it that can be read
   */
  @Nullable Duration retryAfter(@Nullable String text) {
    return WaitText.retryAfter(text, wallClock.instant());
  }

  private boolean readAll(String header, long now) {
    boolean anyLimit = false;
    StringTokenizer limits = new StringTokenizer(header, ",");
    while (limits.hasMoreTokens()) {
      anyLimit |= read(limits.nextToken(), now);
    }
    return anyLimit;
  }

  /** Reads {@code seconds:categories:more}; false if it is no limit at all. */
  private boolean read(String limit, long now) {
    int colon = limit.indexOf(':');
    Duration wait = colon < 0 ? null : WaitText.seconds(limit.substring(0, colon));
    if (wait == null) {
      return false;
    }
    int end = limit.indexOf(':', colon + 1);
    String categories = limit.substring(colon + 1, end < 0 ? limit.length() : end);
    boolean all = true;
    boolean errors = false;
    boolean internal = false;
    StringTokenizer names = new StringTokenizer(categories, ";");
    while (names.hasMoreTokens()) {
      String name = names.nextToken().strip();
      // Every other category is one that we never send, known or not.
      all &= name.isEmpty();
      errors |= name.equals("error");
      internal |= name.equals("internal");
    }
    long until = now + wait.toNanos();
    if (all || errors) {
      extend(errorsUntil, until);
    }
    if (all || internal) {
      extend(allUntil, until);
    }
    return true;
  }

  /** The later of two deadlines stays; by their difference, as the clock may wrap around. */
  private static void extend(AtomicLong deadline, long until) {
    deadline.accumulateAndGet(until, (old, other) -> other - old > 0 ? other : old);
  }

  private long left(AtomicLong deadline) {
    return Math.max(0, deadline.get() - nanoTime.getAsLong());
  }
}
