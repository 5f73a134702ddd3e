package dev.whorl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Severity;
import dev.whorl.testing.Calls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads written events back, strictly. */
final class Written {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private Written() {}

  static ErrorEvent.Builder event() {
    return ErrorEvent.builder(Calls.NOON, Severity.ERROR);
  }

  static JsonNode encoded(ErrorEvent.Builder event) {
    EncodedEvent encoded = EventJson.encode(event.build());
    assertThat(encoded).isNotNull();
    assertThat(encoded.bytes()).isLessThanOrEqualTo(EventJson.MAX_BYTES);
    String text = new String(encoded.json(), StandardCharsets.UTF_8);
    assertThat(text.indexOf('\n')).as("position of a line break").isEqualTo(-1);
    assertThat(text.indexOf('\ufffd')).as("position of undecodable bytes").isEqualTo(-1);
    return read(encoded.json());
  }

  static JsonNode read(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
