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
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream((event == null ? 0 : event.length()) + 512);
    Around around = around(event, report, sdk, sentAt);
    bytes.writeBytes(around.before());
    if (event != null) {
      bytes.writeBytes(event.json());
    }
    bytes.writeBytes(around.after());
    return bytes.toByteArray();
  }

  /**
   * What stands around the payload of an event.
   *
   * @param before what comes before it; not to be changed
   * @param after what comes after it; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  public record Around(byte[] before, byte[] after) {}

  /**
   * Makes an envelope but for the payload of the event, which need not be copied.
   *
   * @param event the event, null for none
   * @param report what was discarded, null for none
   * @param sdk the client, as it names itself
   * @param sentAt the time of sending
   * @return what stands around the payload; without an event all of the envelope
   * @throws IllegalArgumentException if there is neither, as servers refuse an empty envelope
   */
  public static Around around(
      @Nullable EncodedEvent event, @Nullable Discarded report, Sdk sdk, Instant sentAt) {
    if (event == null && report == null) {
      throw new IllegalArgumentException("An envelope needs an event or a client report.");
    }
    ByteArrayOutputStream before = new ByteArrayOutputStream(256);
    ByteArrayOutputStream after = new ByteArrayOutputStream(report == null ? 1 : 256);
    try {
      header(before, event, sdk, sentAt);
      if (event != null) {
        itemHeader(before, "event", "application/json", event.length());
        after.write('\n');
      }
      if (report != null) {
        byte[] json = report.json(sentAt);
        itemHeader(after, "client_report", null, json.length);
        after.writeBytes(json);
        after.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Around(before.toByteArray(), after.toByteArray());
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

  private static void itemHeader(
      ByteArrayOutputStream bytes, String type, @Nullable String contentType, int length)
      throws IOException {
    try (JsonGenerator item = Json.generator(bytes)) {
      item.writeStartObject();
      item.writeStringField("type", type);
      if (contentType != null) {
        item.writeStringField("content_type", contentType);
      }
      item.writeNumberField("length", length);
      item.writeEndObject();
    }
    bytes.write('\n');
  }
}
