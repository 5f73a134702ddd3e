package dev.whorl.inbox.web.pages;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The times that a page lets choose: up to now, and this long. */
enum Span {
  HOUR("1h", "hour", Duration.ofHours(1)),
  DAY("24h", "24 hours", Duration.ofHours(24)),
  WEEK("7d", "7 days", Duration.ofDays(7)),
  MONTH("30d", "30 days", Duration.ofDays(30));

  private final String code;
  private final String words;
  private final Duration length;

  Span(String code, String words, Duration length) {
    this.code = code;
    this.words = words;
    this.length = length;
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

  static List<Span> all() {
    return List.of(values());
  }

  /** The one with a code; null for another text. */
  static @Nullable Span of(@Nullable String code) {
    return Arrays.stream(values()).filter(span -> span.code.equals(code)).findFirst().orElse(null);
  }
}
