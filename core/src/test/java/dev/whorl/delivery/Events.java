package dev.whorl.delivery;

import dev.whorl.protocol.EncodedEvent;
import java.nio.charset.StandardCharsets;

/** Makes encoded events. */
final class Events {
  private Events() {}

  static EncodedEvent event(int number) {
    return json("{\"n\":" + number + "}");
  }

  /** One that a folder's reader takes for an event. */
  static EncodedEvent withId(int number) {
    return json("{\"event_id\":\"%032x\",\"n\":%d}".formatted(number, number));
  }

  static EncodedEvent ofBytes(int bytes) {
    return json("{\"n\":\"" + "x".repeat(bytes - 8) + "\"}");
  }

  static EncodedEvent json(String json) {
    return new EncodedEvent("0".repeat(32), json.getBytes(StandardCharsets.UTF_8));
  }

  static String text(EncodedEvent event) {
    return new String(event.json(), StandardCharsets.UTF_8);
  }
}
