package dev.whorl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogMessage;
import dev.whorl.testing.Texts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EncodedEventPropertiesTest {
  private static final String ID = "\"event_id\":\"0123456789abcdef0123456789abcdef\"";

  @Provide
  Arbitrary<String> texts() {
    return Texts.any(200);
  }

  @Provide
  Arbitrary<String> almostJson() {
    return Texts.of(
        List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u00",
            "1",
            "-",
            "1e9",
            ".",
            "null",
            "tru",
            "true",
            " ",
            "\r",
            "\u0000",
            "ä",
            ID,
            "{" + ID,
            "{" + ID + ",",
            "\"a\":"),
        20);
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<Byte> any = Arbitraries.bytes();
    return any.array(byte[].class).ofMaxSize(100);
  }

  @Property
  void anyBytes_areAnEventOrDamaged(@ForAll("bytes") byte[] bytes) {
    assertThat(EncodedEvent.read(bytes)).isNull();

    byte[] begun = ("{" + ID + ",\"a\":\"").getBytes(StandardCharsets.UTF_8);
    byte[] line = new byte[begun.length + bytes.length];
    System.arraycopy(begun, 0, line, 0, begun.length);
    System.arraycopy(bytes, 0, line, begun.length, bytes.length);
    assertIsAnEventOrDamaged(line);
  }

  @Property
  void almostJson_isAnEventOrDamaged(@ForAll("almostJson") String line) {
    assertIsAnEventOrDamaged(line.getBytes(StandardCharsets.UTF_8));
  }

  @Property
  void whatWhorlWrites_isRead(@ForAll("texts") String text, @ForAll("texts") String other) {
    EncodedEvent written =
        EventJson.encode(
            Written.event()
                .message(new LogMessage(text, other, List.of(other)))
                .logger(other)
                .tag(text, other)
                .fingerprint(Fingerprint.of(text, other))
                .context(
                    text, Map.of("k" + other, Map.of(text, List.of(other)), "n", Long.MIN_VALUE))
                .build());

    EncodedEvent read = EncodedEvent.read(written.json());

    assertThat(read).isNotNull();
    assertThat(read.eventId()).isEqualTo(written.eventId());
  }

  @Property
  void writtenEventWithOneOtherByte_isAnEventOrDamaged(
      @ForAll("texts") String text, @ForAll int place, @ForAll byte other) {
    byte[] line =
        EventJson.encode(Written.event().message(new LogMessage(text, text, List.of())).build())
            .json();
    line[Math.floorMod(place, line.length)] = other;

    assertIsAnEventOrDamaged(line);
  }

  /** What is taken for an event has to be what a strict reader of JSON takes, too. */
  private static void assertIsAnEventOrDamaged(byte[] line) {
    EncodedEvent event = EncodedEvent.read(line);
    if (event != null) {
      assertThat(Written.read(line).get("event_id").textValue()).isEqualTo(event.eventId());
    }
  }
}
