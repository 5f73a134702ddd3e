package dev.whorl.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whorl.event.Sdk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Wraps what is sent for the wire: a header line, then for each item a header line and itself. */
public final class Envelope {
  private Envelope() {}

  /**
   * Makes the bytes of an envelope with an event, a client report, or both.
   *
   * @param event the event, null for none
   * @param report what was discarded, null for none
   * @param sdk the client, as it names itself
   * @param sentAt the time of sending
   * @return UTF-8, not compressed
   * @throws IllegalArgumentException if there is neither, as servers refuse an empty envelope
   */
  public static byte[] of(
      @Nullable EncodedEvent event, @Nullable Discarded report, Sdk sdk, Instant sentAt) {
    if (event == null && report == null) {
      throw new IllegalArgumentException("An envelope needs an event or a client report.");
    }
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream((event == null ? 0 : event.bytes()) + 512);
    try {
      header(bytes, event, sdk, sentAt);
      if (event != null) {
        item(bytes, "event", "application/json", event.json());
      }
      if (report != null) {
        item(bytes, "client_report", null, report.json(sentAt));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void header(
      ByteArrayOutputStream bytes, @Nullable EncodedEvent event, Sdk sdk, Instant sentAt)
      throws IOException {
    try (JsonGenerator header = Json.generator(bytes)) {
      header.writeStartObject();
      if (event != null) {
        header.writeStringField("event_id", event.eventId());
      }
      header.writeStringField("sent_at", sentAt.truncatedTo(ChronoUnit.MILLIS).toString());
      header.writeObjectFieldStart("sdk");
      header.writeStringField("name", sdk.name());
      header.writeStringField("version", sdk.version());
      header.writeEndObject();
      header.writeEndObject();
    }
    bytes.write('\n');
  }

  private static void item(
      ByteArrayOutputStream bytes, String type, @Nullable String contentType, byte[] payload)
      throws IOException {
    try (JsonGenerator item = Json.generator(bytes)) {
      item.writeStartObject();
      item.writeStringField("type", type);
      if (contentType != null) {
        item.writeStringField("content_type", contentType);
      }
      item.writeNumberField("length", payload.length);
      item.writeEndObject();
    }
    bytes.write('\n');
    bytes.write(payload);
    bytes.write('\n');
  }
}
