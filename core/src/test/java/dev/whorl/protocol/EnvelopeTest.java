package dev.whorl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.event.DropReason;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Sdk;
import dev.whorl.testing.Calls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final Sdk SDK = new Sdk("whorl.java.test", "1.0");
  private static final Discarded REPORT = new Discarded(Map.of(DropReason.NETWORK, 3L));

  @Test
  void envelope_isTwoHeaderLinesAndThePayload() {
    EncodedEvent event =
        new EncodedEvent("0123456789abcdef0123456789abcdef", "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(new String(Envelope.of(event, null, SDK, Calls.NOON), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"event_id":"0123456789abcdef0123456789abcdef","sent_at":"2026-11-20T12:00:00.123Z",\
            "sdk":{"name":"whorl.java.test","version":"1.0"}}
            {"type":"event","content_type":"application/json","length":2}
            {}
            """);
  }

  @Test
  void report_ridesBehindTheEvent() {
    EncodedEvent event =
        new EncodedEvent("0123456789abcdef0123456789abcdef", "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(new String(Envelope.of(event, REPORT, SDK, Calls.NOON), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"event_id":"0123456789abcdef0123456789abcdef","sent_at":"2026-11-20T12:00:00.123Z",\
            "sdk":{"name":"whorl.java.test","version":"1.0"}}
            {"type":"event","content_type":"application/json","length":2}
            {}
            {"type":"client_report","length":120}
            {"timestamp":"2026-11-20T12:00:00.123Z","discarded_events":\
            [{"reason":"network_error","category":"error","quantity":3}]}
            """);
  }

  @Test
  void reportAlone_hasNoEventId() {
    byte[] envelope = Envelope.of(null, REPORT, SDK, Calls.NOON);

    JsonNode header = Written.read(Arrays.copyOf(envelope, indexOfLineBreak(envelope, 0)));
    assertThat(header.properties()).extracting(Map.Entry::getKey).containsExactly("sent_at", "sdk");
    assertThat(items(envelope))
        .containsExactly(
            Map.entry(
                "client_report", new String(REPORT.json(Calls.NOON), StandardCharsets.UTF_8)));
  }

  @Test
  void itemsOfAnyText_areFoundByTheirLengths() {
    String text = "größer \ud83d\ude00\n";
    EncodedEvent event =
        EventJson.encode(Written.event().message(new LogMessage(text, text, List.of())).build());

    assertThat(items(Envelope.of(event, REPORT, SDK, Calls.NOON)))
        .containsExactly(
            Map.entry("event", new String(event.json(), StandardCharsets.UTF_8)),
            Map.entry(
                "client_report", new String(REPORT.json(Calls.NOON), StandardCharsets.UTF_8)));
  }

  @Test
  void emptyEnvelope_isNotMade() {
    assertThatThrownBy(() -> Envelope.of(null, null, SDK, Calls.NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void length_isInBytes() {
    String text = "größer \ud83d\ude00\n";
    EncodedEvent event =
        EventJson.encode(Written.event().message(new LogMessage(text, text, List.of())).build());
    byte[] envelope = Envelope.of(event, null, SDK, Calls.NOON);
    int itemHeader = indexOfLineBreak(envelope, 0) + 1;
    int payload = indexOfLineBreak(envelope, itemHeader) + 1;
    int length =
        Written.read(Arrays.copyOfRange(envelope, itemHeader, payload)).get("length").intValue();
    JsonNode read = Written.read(Arrays.copyOfRange(envelope, payload, payload + length));

    assertThat(read.at("/logentry/formatted").textValue()).isEqualTo(text);
    assertThat(envelope[payload + length]).isEqualTo((byte) '\n');
    assertThat(envelope).hasSize(payload + length + 1);
  }

  /** Each item's type and payload, read as servers do. */
  private static List<Map.Entry<String, String>> items(byte[] envelope) {
    List<Map.Entry<String, String>> items = new ArrayList<>();
    int at = indexOfLineBreak(envelope, 0) + 1;
    while (at < envelope.length) {
      int payload = indexOfLineBreak(envelope, at) + 1;
      JsonNode header = Written.read(Arrays.copyOfRange(envelope, at, payload));
      int end = payload + header.get("length").intValue();
      String text = new String(envelope, payload, end - payload, StandardCharsets.UTF_8);
      items.add(Map.entry(header.get("type").textValue(), text));
      assertThat(envelope[end]).isEqualTo((byte) '\n');
      at = end + 1;
    }
    return items;
  }

  private static int indexOfLineBreak(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
