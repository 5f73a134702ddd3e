package dev.whorl.inbox.web.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time as a page shows it.
 *
 * @param time the time
 * @param now when the page is made
 */
record When(Instant time, Instant now) {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  static String timeOfDay(Instant time) {
    return TIME_OF_DAY.format(time);
  }

  /** For people. */
  String exact() {
    return EXACT.format(time);
  }

  /** For programs. */
  String iso() {
    return time.toString();
  }

  /** How long ago; the script that keeps it true while a page is open says it likewise. */
  String relative() {
    long seconds = Duration.between(time, now).toSeconds();
    if (seconds < 10) {
      return "just now";
    }
    if (seconds < 60) {
      return seconds + " s ago";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min ago";
    }
    return seconds < 86_400 ? seconds / 3600 + " h ago" : seconds / 86_400 + " d ago";
  }
}
