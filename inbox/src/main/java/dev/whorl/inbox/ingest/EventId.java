package dev.whorl.inbox.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the ids of events. */
final class EventId {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

  /** What clients call an event that has no id; stored once, it would hide all others. */
  private static final String NONE = "0".repeat(32);

  private static final int LONGEST_SHOWN = 40;

  private EventId() {}

  /**
   * The id in an object.
   *
   * @param object the header of an envelope, or an event
   * @return 32 lower-case hexadecimal digits; null if there is no id
   */
  static @Nullable String in(JsonNode object) throws RefusedException {
    JsonNode id = object.path("event_id");
    return id.isMissingNode() || id.isNull() ? null : read(id);
  }

  private static String read(JsonNode id) throws RefusedException {
    String text = id.asText();
    // An UUID has 36 characters; what is far longer need not be searched for dashes.
    String plain =
        text.length() > LONGEST_SHOWN ? "" : text.replace("-", "").toLowerCase(Locale.ROOT);
    if (!id.isTextual() || !HEX.matcher(plain).matches() || plain.equals(NONE)) {
      throw new RefusedException(
          Refusal.BAD_EVENT_ID,
          "event_id is \""
              + ClientText.shown(text, LONGEST_SHOWN)
              + "\"; it must be a UUID of 32 hexadecimal digits.");
    }
    return plain;
  }

  static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
