package dev.whorl.inbox.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.inbox.payload.EventReader;
import dev.whorl.inbox.payload.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/**
 * An event that arrived.
 *
 * @param eventId 32 lower-case hexadecimal digits; the payload may have another one, or none, as
 *     that of the envelope counts
 * @param payload the event as a tree
 * @param json the event as it was sent; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record ReceivedEvent(String eventId, JsonNode payload, byte[] json) {
  /** How many bytes an event may have. */
  public static final int MOST_BYTES = 1 << 20;

  private static final EventReader READER = new EventReader();

  /**
   * The event of an envelope, whose id in the header counts more than that in the event.
   *
   * @param envelope the envelope
   * @return its event; null if it has none
   * @throws RefusedException if the event cannot be read, or has no id in either place
   */
  public static @Nullable ReceivedEvent of(ReceivedEnvelope envelope) throws RefusedException {
    byte[] json = envelope.event();
    if (json == null) {
      return null;
    }
    JsonNode payload = read(json);
    String id = envelope.eventId() == null ? EventId.in(payload) : envelope.eventId();
    return new ReceivedEvent(required(id), payload, json);
  }

  /** The event in a line of a segment. */
  static ReceivedEvent ofLine(byte[] line) throws RefusedException {
    JsonNode payload = read(line);
    return new ReceivedEvent(required(EventId.in(payload)), payload, line);
  }

  private static String required(@Nullable String id) throws RefusedException {
    if (id == null) {
      throw new RefusedException(
          Refusal.BAD_EVENT_ID, "The event has no event_id, by which it would be known.");
    }
    return id;
  }

  static JsonNode read(byte[] json) throws RefusedException {
    checkSize(json);
    try {
      return READER.read(json);
    } catch (UnreadableEventException e) {
      throw new RefusedException(Refusal.BROKEN_EVENT, "The event cannot be read: " + e.reason());
    }
  }

  private static void checkSize(byte[] json) throws RefusedException {
    if (json.length > MOST_BYTES) {
      throw tooLarge();
    }
  }

  static RefusedException tooLarge() {
    return new RefusedException(
        Refusal.EVENT_TOO_LARGE, "The event has more than " + MOST_BYTES + " bytes.");
  }
}
