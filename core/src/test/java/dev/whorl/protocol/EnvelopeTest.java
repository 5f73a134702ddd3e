package dev.whorl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Sdk;
import dev.whorl.testing.Calls;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final Sdk SDK = new Sdk("whorl.java.test", "1.0");

  @Test
  void envelope_isTwoHeaderLinesAndThePayload() {
    EncodedEvent event =
        new EncodedEvent("0123456789abcdef0123456789abcdef", "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(new String(Envelope.of(event, SDK, Calls.NOON), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"event_id":"0123456789abcdef0123456789abcdef","sent_at":"2026-11-20T12:00:00.123Z",\
            "sdk":{"name":"whorl.java.test","version":"1.0"}}
            {"type":"event","content_type":"application/json","length":2}
            {}
            """);
  }

  @Test
  void length_isInBytes() {
    String text = "größer \ud83d\ude00\n";
    EncodedEvent event =
        EventJson.encode(Written.event().message(new LogMessage(text, text, List.of())).build());
    byte[] envelope = Envelope.of(event, SDK, Calls.NOON);
    int itemHeader = indexOfLineBreak(envelope, 0) + 1;
    int payload = indexOfLineBreak(envelope, itemHeader) + 1;
    int length =
        Written.read(Arrays.copyOfRange(envelope, itemHeader, payload)).get("length").intValue();
    JsonNode read = Written.read(Arrays.copyOfRange(envelope, payload, payload + length));

    assertThat(read.at("/logentry/formatted").textValue()).isEqualTo(text);
    assertThat(envelope[payload + length]).isEqualTo((byte) '\n');
    assertThat(envelope).hasSize(payload + length + 1);
  }

  private static int indexOfLineBreak(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
