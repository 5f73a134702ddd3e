package dev.whorl.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whorl.event.DropReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client report tells: how many events the client discarded, and why.
 *
 * @param events how many events for each reason; cannot be changed
 */
public record Discarded(Map<DropReason, Long> events) {
  /**
   * Copies the numbers.
   *
   * @param events how many events for each reason
   */
  public Discarded {
    Map<DropReason, Long> copy = new EnumMap<>(DropReason.class);
    copy.putAll(events);
    events = Collections.unmodifiableMap(copy);
  }

  /** The payload of the item: far below the 4 KiB that servers take, as there are few reasons. */
  byte[] json(Instant timestamp) {
    Map<String, Long> quantities = new LinkedHashMap<>();
    events.forEach((reason, number) -> quantities.merge(protocolReason(reason), number, Long::sum));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = Json.generator(bytes)) {
      json.writeStartObject();
      json.writeStringField("timestamp", timestamp.truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeArrayFieldStart("discarded_events");
      for (Map.Entry<String, Long> quantity : quantities.entrySet()) {
        json.writeStartObject();
        json.writeStringField("reason", quantity.getKey());
        json.writeStringField("category", "error");
        json.writeNumberField("quantity", quantity.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The protocol has fewer reasons than we tell apart, and servers drop those they do not know. */
  static String protocolReason(DropReason reason) {
    return switch (reason) {
      case QUEUE_FULL, MEMORY_FULL, CLOSED -> "queue_overflow";
      case GROUP_LIMIT -> "backpressure";
      case SAMPLED -> "sample_rate";
      case BEFORE_SEND -> "before_send";
      case TOO_LARGE -> "invalid";
      case RATE_LIMITED -> "ratelimit_backoff";
      case REJECTED -> "send_error";
      case NETWORK -> "network_error";
      case FOLDER_FULL, FOLDER_LOST -> "cache_overflow";
      case REENTRY -> "ignored";
      case INTERNAL_ERROR -> "internal_sdk_error";
    };
  }
}
