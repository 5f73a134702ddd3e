package dev.whorl.inbox.web.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The times that a page lets choose: up to now, and this long. */
enum Span {
  HOUR("1h", "hour", Duration.ofHours(1), 60),
  DAY("24h", "24 hours", Duration.ofHours(24), 24),
  WEEK("7d", "7 days", Duration.ofDays(7), 84),
  MONTH("30d", "30 days", Duration.ofDays(30), 90);

  private final String code;
  private final String words;
  private final Duration length;
  private final int bars;

  Span(String code, String words, Duration length, int bars) {
    this.code = code;
    this.words = words;
    this.length = length;
    this.bars = bars;
  }

  /** As it stands in an address. */
  String code() {
    return code;
  }

  /** As people say it after "last". */
  String words() {
    return words;
  }

  Instant before(Instant now) {
    return now.minus(length);
  }

  /** How many bars a chart of it has. */
  int bars() {
    return bars;
  }

  /** The end of the bar of a time, so that bars are whole minutes or hours. */
  Instant end(Instant now) {
    ChronoUnit unit = this == HOUR ? ChronoUnit.MINUTES : ChronoUnit.HOURS;
    return now.truncatedTo(unit).plus(1, unit);
  }

  static List<Span> all() {
    return List.of(values());
  }
}
