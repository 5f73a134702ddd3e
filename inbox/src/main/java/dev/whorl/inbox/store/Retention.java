package dev.whorl.inbox.store;

import java.time.Duration;

/**
 * How much the inbox keeps. What is beyond it goes in small steps, oldest arrivals first.
 *
 * @param maxEvents the most events, at least 1
 * @param maxAge how long an event stays after its arrival, more than zero
 */
public record Retention(long maxEvents, Duration maxAge) {
  /**
   * Checks what is given.
   *
   * @param maxEvents the most events, at least 1
   * @param maxAge how long an event stays after its arrival, more than zero
   * @throws IllegalArgumentException if a limit is not positive
   */
  public Retention {
    if (maxEvents < 1) {
      throw new IllegalArgumentException(
          "max-events is " + maxEvents + ": the inbox must keep at least 1 event");
    }
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException(
          "max-age is " + maxAge + ": it must be longer than zero, for example 30d");
    }
  }
}
