package dev.whorl.inbox.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the times of events, which clients write in several ways. */
public final class EventTime {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,11}(?:\\.\\d{1,18})?");

  /** What lies outside cannot be written down as the others are, and is nobody's time. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private EventTime() {}

  /**
   * Reads a time.
   *
   * @param json seconds since 1970, as a number or a text, or a text such as {@code
   *     2026-11-25T07:00:00Z}, in UTC if it names no zone
   * @return the time; null if it is written in no way known, or is not within the years 1 to 9999
   */
  public static @Nullable Instant of(JsonNode json) {
    Instant time = read(json);
    return time == null || time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
  }

  private static @Nullable Instant read(JsonNode json) {
    try {
      String text = json.isNumber() ? json.decimalValue().toPlainString() : json.asText("");
      if (NUMBER.matcher(text).matches()) {
        double seconds = Double.parseDouble(text);
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
      }
      return hasZone(text)
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException | ArithmeticException | NumberFormatException unknown) {
      return null;
    }
  }

  private static boolean hasZone(String text) {
    int time = text.indexOf('T');
    return text.endsWith("Z")
        || text.endsWith("z")
        || time >= 0 && (text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0);
  }
}
