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

  private EventTime() {}

  /**
   * Reads a time.
   *
   * @param json seconds since 1970, as a number or a text, or a text such as {@code
   *     2026-11-25T07:00:00Z}, in UTC if it names no zone
   * @return the time; null if it is written in no way known
   */
  public static @Nullable Instant of(JsonNode json) {
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
