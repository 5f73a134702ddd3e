package dev.whorl.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long a server wants us to wait, in seconds or as a date of HTTP. No wait is longer than
 * {@link #LONGEST}: a server's slip of the pen must not silence a program for ever.
 */
final class WaitText {
  static final Duration LONGEST = Duration.ofHours(24);

  private static final int MAX_CHARS = 64;
  private static final double NANOS = 1e9;

  /**
   * The three forms of RFC 9110. The second has two digits for the year, read as 20xx; its weekday
   * then gives away any other century.
   */
  private static final List<DateTimeFormatter> HTTP_DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-uu HH:mm:ss 'GMT'", Locale.US)
              .withZone(ZoneOffset.UTC),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.US)
              .withZone(ZoneOffset.UTC));

  private WaitText() {}

  /** What a header Retry-After says; null if there is none or it says nothing that we know. */
  static @Nullable Duration retryAfter(@Nullable String text, Instant now) {
    if (text == null) {
      return null;
    }
    Duration seconds = seconds(text);
    return seconds != null ? seconds : untilDate(text.strip(), now);
  }

  /** A number of seconds, whole or not, rounded up to a nanosecond; null if it is none. */
  static @Nullable Duration seconds(String text) {
    String number = text.strip();
    if (!isDecimal(number)) {
      return null;
    }
    double seconds = Double.parseDouble(number);
    if (Double.isInfinite(seconds)) {
      return null;
    }
    // What is too much for a long becomes the largest long.
    return bounded(Duration.ofNanos((long) Math.ceil(seconds * NANOS)));
  }

  private static @Nullable Duration untilDate(String text, Instant now) {
    if (text.length() > MAX_CHARS) {
      return null;
    }
    for (DateTimeFormatter format : HTTP_DATES) {
      try {
        return bounded(Duration.between(now, format.parse(text, Instant::from)));
      } catch (DateTimeException e) {
        // Perhaps it has another of the forms.
      }
    }
    return null;
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }

  /**
   * Whether it is a number as people and servers write them. {@link Double#parseDouble} takes more
   * (NaN, 0x1p3, 1f), and whoever sends thousands of texts that are none would have it make
   * thousands of exceptions.
   */
  private static boolean isDecimal(String text) {
    if (text.length() > MAX_CHARS) {
      return false;
    }
    int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
    String mantissa = exponent < 0 ? text : text.substring(0, exponent);
    int point = mantissa.indexOf('.');
    String digits =
        point < 0 ? mantissa : mantissa.substring(0, point) + mantissa.substring(point + 1);
    return areDigits(digits) && (exponent < 0 || isExponent(text.substring(exponent + 1)));
  }

  private static boolean isExponent(String text) {
    return areDigits(text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text);
  }

  private static boolean areDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
