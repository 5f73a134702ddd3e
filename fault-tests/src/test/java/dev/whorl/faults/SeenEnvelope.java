package dev.whorl.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, taken apart as strictly as the protocol allows.
 *
 * @param event null if it carries none
 * @param discarded what its client report says, by the protocol's reasons; empty if it has none
 * @param bytes decompressed
 */
record SeenEnvelope(@Nullable SeenEvent event, Map<String, Long> discarded, byte[] bytes) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static SeenEnvelope read(byte[] compressed) throws IOException {
    byte[] bytes;
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      bytes = gzip.readAllBytes();
    }
    int at = lineEnd(bytes, 0);
    JsonNode header = JSON.readTree(bytes, 0, at);
    SeenEvent event = null;
    Map<String, Long> discarded = new HashMap<>();
    for (at++; at < bytes.length; ) {
      int end = lineEnd(bytes, at);
      JsonNode item = JSON.readTree(bytes, at, end - at);
      int length = item.get("length").asInt();
      byte[] payload = new ByteArrayInputStream(bytes, end + 1, length).readAllBytes();
      at = end + 1 + length + 1;
      if (payload.length != length || at <= bytes.length && bytes[at - 1] != '\n') {
        throw new IOException("an item is longer or shorter than its length " + length);
      }
      switch (item.get("type").asText()) {
        case "event" -> {
          if (event != null) {
            throw new IOException("two events in one envelope");
          }
          event = SeenEvent.read(payload);
          if (!event.id().equals(header.path("event_id").asText())) {
            throw new IOException("the header names another event");
          }
        }
        case "client_report" ->
            JSON.readTree(payload)
                .path("discarded_events")
                .forEach(
                    entry ->
                        discarded.merge(
                            entry.get("reason").asText(),
                            entry.get("quantity").asLong(),
                            Long::sum));
        default -> throw new IOException("an item of type " + item.get("type"));
      }
    }
    if (event == null && discarded.isEmpty()) {
      throw new IOException("an empty envelope");
    }
    return new SeenEnvelope(event, discarded, bytes);
  }

  private static int lineEnd(byte[] bytes, int from) throws IOException {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    throw new IOException("no line end after byte " + from);
  }
}
