package dev.whorl.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * An event as the server saw it.
 *
 * @param id the event's id
 * @param text the message
 * @param group the hash in its context
 * @param suppressed how many more it stands for
 * @param payload the bytes
 * @param firstSeen when it first arrived, by {@link System#nanoTime}
 * @param times how often it arrived
 * @param acknowledged whether the sender was told so
 */
record SeenEvent(
    String id,
    String text,
    String group,
    long suppressed,
    byte[] payload,
    long firstSeen,
    int times,
    boolean acknowledged) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static SeenEvent read(byte[] payload) throws IOException {
    JsonNode event = JSON.readTree(payload);
    JsonNode whorl = event.at("/contexts/whorl");
    return new SeenEvent(
        event.path("event_id").asText(),
        event.at("/logentry/formatted").asText(event.at("/logentry/message").asText()),
        whorl.path("group").asText(),
        whorl.path("suppressed").asLong(0),
        payload,
        System.nanoTime(),
        1,
        false);
  }

  SeenEvent again() {
    return new SeenEvent(id, text, group, suppressed, payload, firstSeen, times + 1, acknowledged);
  }

  SeenEvent told() {
    return new SeenEvent(id, text, group, suppressed, payload, firstSeen, times, true);
  }

  JsonNode json() {
    try {
      return JSON.readTree(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
