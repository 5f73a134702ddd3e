package dev.whorl.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whorl.event.Sdk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Wraps an event for the wire: a header line, an item header line, the payload. */
public final class Envelope {
  private Envelope() {}

  /**
   * Makes the bytes of an envelope with one event.
   *
   * @param event the event
   * @param sdk the client, as it names itself
   * @param sentAt the time of sending
   * @return UTF-8, not compressed
   */
  public static byte[] of(EncodedEvent event, Sdk sdk, Instant sentAt) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(event.bytes() + 256);
    try {
      try (JsonGenerator header = Json.generator(bytes)) {
        header.writeStartObject();
        header.writeStringField("event_id", event.eventId());
        header.writeStringField("sent_at", sentAt.truncatedTo(ChronoUnit.MILLIS).toString());
        header.writeObjectFieldStart("sdk");
        header.writeStringField("name", sdk.name());
        header.writeStringField("version", sdk.version());
        header.writeEndObject();
        header.writeEndObject();
      }
      bytes.write('\n');
      try (JsonGenerator item = Json.generator(bytes)) {
        item.writeStartObject();
        item.writeStringField("type", "event");
        item.writeStringField("content_type", "application/json");
        item.writeNumberField("length", event.bytes());
        item.writeEndObject();
      }
      bytes.write('\n');
      bytes.write(event.json());
      bytes.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
