package dev.whorl.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.whorl.event.ErrorEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event as JSON, one line without a line break; in memory perhaps packed. Immutable. */
public final class EncodedEvent {
  private static final int ID_LENGTH = 32;

  /** How every event begins that Whorl writes. */
  private static final byte[] BEGINNING = "{\"event_id\":\"".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] SUPPRESSED = "\"suppressed\":".getBytes(StandardCharsets.ISO_8859_1);

  /**
   * What is to be told again if the event does not arrive.
   *
   * @param group the event's group
   * @param suppressed how many events of the group it stands for besides itself, 1 or more
   */
  public record Carried(String group, long suppressed) {}

  private final String eventId;
  private final byte @Nullable [] json;
  private final @Nullable Packed packed;
  private final @Nullable Carried carried;

  private EncodedEvent(
      String eventId, byte @Nullable [] json, @Nullable Packed packed, @Nullable Carried carried) {
    this.eventId = eventId;
    this.json = json;
    this.packed = packed;
    this.carried = carried;
  }

  /**
   * An event that stands for itself only.
   *
   * @param eventId the event's id
   * @param json the payload, UTF-8; kept, not to be changed
   */
  public EncodedEvent(String eventId, byte[] json) {
    this(eventId, json, null, null);
  }

  /** The same of a packed payload. */
  EncodedEvent(String eventId, Packed packed) {
    this(eventId, null, packed, null);
  }

  /**
   * The same event, known to tell of suppressed ones.
   *
   * @param group the event's group
   * @param suppressed how many; with 0 it tells of none
   * @return a copy
   */
  public EncodedEvent carrying(String group, long suppressed) {
    return new EncodedEvent(
        eventId, json, packed, suppressed == 0 ? null : new Carried(group, suppressed));
  }

  /**
   * Reads a line that was written before, perhaps by another version, and perhaps not to its end.
   *
   * @param line the bytes without the line break; kept, not to be changed
   * @return the event; null if the line is anything but one whole JSON object with an event id
   */
  public static @Nullable EncodedEvent read(byte[] line) {
    if (line.length == 0 || line[0] != '{') {
      return null;
    }
    try (JsonParser parser = Json.parser(line)) {
      parser.nextToken();
      String eventId = null;
      Carried carried = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("event_id")) {
          if (eventId != null || value != JsonToken.VALUE_STRING) {
            return null;
          }
          eventId = parser.getText();
        } else if (field.equals("contexts") && value == JsonToken.START_OBJECT) {
          carried = carried(parser);
        }
        parser.skipChildren();
      }
      boolean whole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
      return whole && eventId != null && isId(eventId)
          ? new EncodedEvent(eventId, line, null, carried)
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Reads a line that this process wrote. It was whole then, so a look at its ends does.
   *
   * @param line the bytes without the line break; kept, not to be changed
   * @return the event; null if somebody damaged it so that a look shows it
   */
  public static @Nullable EncodedEvent readOwn(byte[] line) {
    int idEnd = BEGINNING.length + ID_LENGTH;
    if (line.length <= idEnd + 1
        || line[idEnd] != '"'
        || line[line.length - 1] != '}'
        || !Arrays.equals(line, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length)) {
      return null;
    }
    String eventId = new String(line, BEGINNING.length, ID_LENGTH, StandardCharsets.ISO_8859_1);
    if (!isId(eventId)) {
      return null;
    }
    return contains(line, SUPPRESSED) ? read(line) : new EncodedEvent(eventId, line);
  }

  private static boolean contains(byte[] line, byte[] part) {
    for (int i = 0; i <= line.length - part.length; i++) {
      if (line[i] == part[0]
          && line[i + 1] == part[1]
          && Arrays.equals(line, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }

  /** Reads all contexts, and what Whorl's own says of suppressed events. */
  private static @Nullable Carried carried(JsonParser parser) throws IOException {
    String group = null;
    long suppressed = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean own = parser.currentName().equals(ErrorEvent.WHORL_CONTEXT);
      if (parser.nextToken() == JsonToken.START_OBJECT && own) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String key = parser.currentName();
          JsonToken value = parser.nextToken();
          if (key.equals("group") && value == JsonToken.VALUE_STRING) {
            group = parser.getText();
          } else if (key.equals("suppressed") && value == JsonToken.VALUE_NUMBER_INT) {
            suppressed = parser.getValueAsLong();
          }
          parser.skipChildren();
        }
      }
      parser.skipChildren();
    }
    return group == null || suppressed <= 0 ? null : new Carried(group, suppressed);
  }

  private static boolean isId(String text) {
    return text.length() == ID_LENGTH
        && text.chars()
            .allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F');
  }

  /**
   * The event's id.
   *
   * @return 32 hexadecimal digits
   */
  public String eventId() {
    return eventId;
  }

  /**
   * The payload, unpacked if it is not at hand.
   *
   * @return UTF-8; not to be changed
   */
  public byte[] json() {
    return json != null ? json : Objects.requireNonNull(packed).unpack();
  }

  /**
   * The packed payload.
   *
   * @return null if the payload itself is at hand
   */
  public @Nullable Packed packed() {
    return packed;
  }

  /**
   * What it tells of other events.
   *
   * @return null if nothing
   */
  public @Nullable Carried carried() {
    return carried;
  }

  /**
   * How long the payload is.
   *
   * @return in bytes
   */
  public int length() {
    return json != null ? json.length : Objects.requireNonNull(packed).length();
  }

  /**
   * How much memory it takes.
   *
   * @return in bytes, not counting small change
   */
  public int bytes() {
    return packed != null ? packed.blocks().length : length();
  }
}
