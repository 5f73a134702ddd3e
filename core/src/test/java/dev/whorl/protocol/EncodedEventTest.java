package dev.whorl.protocol;

import static dev.whorl.protocol.Written.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class EncodedEventTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  @Test
  void writtenEvent_isReadWithItsIdAndBytes() {
    String text = "größer \ud83d\ude00\n\u0000\u2028";
    EncodedEvent written =
        EventJson.encode(
            event()
                .message(new LogMessage(text, text, List.of(text)))
                .fingerprint(Fingerprint.of(text))
                .context("c", Map.of("event_id", "another", "n", 1e300))
                .build());

    EncodedEvent read = EncodedEvent.read(written.json());

    assertThat(read.eventId()).isEqualTo(written.eventId());
    assertThat(read.json()).isSameAs(written.json());
  }

  @Test
  void ownLine_isReadByItsEnds() {
    EncodedEvent plain = EventJson.encode(event().build());
    EncodedEvent carrier =
        EventJson.encode(
            event().context("whorl", Map.of("group", "0cc1", "suppressed", 3)).build());
    byte[] torn = Arrays.copyOf(plain.json(), plain.json().length - 3);
    byte[] other = plain.json().clone();
    other[15] = 'z';

    assertThat(EncodedEvent.readOwn(plain.json()).eventId()).isEqualTo(plain.eventId());
    assertThat(EncodedEvent.readOwn(plain.json()).carried()).isNull();
    assertThat(EncodedEvent.readOwn(carrier.json()).carried())
        .isEqualTo(new EncodedEvent.Carried("0cc1", 3));
    assertThat(EncodedEvent.readOwn(torn)).isNull();
    assertThat(EncodedEvent.readOwn(other)).isNull();
    assertThat(EncodedEvent.readOwn(new byte[0])).isNull();
  }

  @Test
  void whatAnEventTellsOfOthers_isReadBack() {
    EncodedEvent written =
        EventJson.encode(
            event()
                .context("a", Map.of("group", "another", "suppressed", 7))
                .context("whorl", Map.of("group", "0cc1", "suppressed", 1_000_000_000_000L))
                .context("z", Map.of("list", List.of(Map.of("suppressed", 3))))
                .build());

    assertThat(EncodedEvent.read(written.json()).carried())
        .isEqualTo(new EncodedEvent.Carried("0cc1", 1_000_000_000_000L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"whorl\":null}",
        "{\"whorl\":[1,{\"suppressed\":1}]}",
        "{\"whorl\":{\"suppressed\":1}}",
        "{\"whorl\":{\"group\":{\"a\":1},\"suppressed\":1}}",
        "{\"whorl\":{\"group\":\"a\",\"suppressed\":\"1\"}}",
        "{\"whorl\":{\"group\":\"a\",\"suppressed\":-1}}",
        "{\"whorl\":{\"group\":\"a\"}}",
        "5"
      })
  void contextsThatTellOfNone_areReadAllTheSame(String contexts) {
    String line = "{\"event_id\":\"" + ID + "\",\"contexts\":" + contexts + ",\"x\":[{}]}";
    EncodedEvent read = EncodedEvent.read(line.getBytes(StandardCharsets.UTF_8));

    assertThat(read.eventId()).isEqualTo(ID);
    assertThat(read.carried()).isNull();
  }

  @Test
  void tornLine_isDamagedWhereverItIsTorn() {
    byte[] whole =
        EventJson.encode(event().message(new LogMessage("größer", "größer", List.of())).build())
            .json();

    for (int length = 0; length < whole.length; length++) {
      assertThat(EncodedEvent.read(Arrays.copyOf(whole, length))).as("%d", length).isNull();
      assertThat(EncodedEvent.read(Arrays.copyOfRange(whole, whole.length - length, whole.length)))
          .as("the last %d", length)
          .isNull();
    }
  }

  @Test
  void lineWrittenOntoATornOne_isDamaged() {
    byte[] whole = EventJson.encode(event().build()).json();

    for (int length = 1; length <= whole.length; length++) {
      byte[] both = Arrays.copyOf(whole, length + whole.length);
      System.arraycopy(whole, 0, both, length, whole.length);
      assertThat(EncodedEvent.read(both)).as("%d", length).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_id\":\"ID\"}",
        "{\"event_id\":\"0123456789ABCDEF0123456789ABCDEF\"}",
        "{\"event_id\":\"ID\"} \r",
        "{\"a\":{\"event_id\":1},\"b\":[[],{}],\"event_id\":\"ID\",\"c\":null,\"d\":-1.5e3}",
        "{\"event\\u005fid\":\"ID\"}",
      })
  void objectWithAnId_isAnEvent(String line) {
    assertThat(read(line)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{}",
        "null",
        "[]",
        "[{\"event_id\":\"ID\"}]",
        "\"ID\"",
        " {\"event_id\":\"ID\"}",
        "\ufeff{\"event_id\":\"ID\"}",
        "{\"event_id\":\"ID\"}{\"event_id\":\"ID\"}",
        "{\"event_id\":\"ID\"},",
        "{\"event_id\":\"ID\"}\u0000",
        "{\"event_id\":\"ID\",}",
        "{\"event_id\":\"ID\"]",
        "{\"event_id\":\"ID\",\"event_id\":\"ID\"}",
        "{\"event_id\":\"01234567-89ab-cdef-0123-456789abcdef\"}",
        "{\"event_id\":\"0123456789abcdef0123456789abcde\"}",
        "{\"event_id\":\"0123456789abcdef0123456789abcdefa\"}",
        "{\"event_id\":\"0123456789abcdef0123456789abcdeg\"}",
        "{\"event_id\":\"\"}",
        "{\"event_id\":null}",
        "{\"event_id\":12345678901234567890123456789012}",
        "{\"event_id\":[\"ID\"]}",
        "{\"contexts\":{\"event_id\":\"ID\"}}",
        "{\"event_id\":\"ID\",\"a\":NaN}",
        "{\"event_id\":\"ID\",\"a\":01}",
        "{\"event_id\":\"ID\",\"a\":\"\u0000\"}",
        "{\"event_id\":\"ID\",\"a\":\"\\ud\"}",
        "\u0000\u0000\u0000\u0000",
      })
  void anythingElse_isDamaged(String line) {
    assertThat(read(line)).isNull();
  }

  @Test
  void malformedCharacter_isDamageEvenInAValueThatNobodyReads() {
    String line = "{\"event_id\":\"" + ID + "\",\"a\":\"\u00e4\"}";

    assertThat(EncodedEvent.read(line.getBytes(StandardCharsets.UTF_8))).isNotNull();
    assertThat(EncodedEvent.read(line.getBytes(StandardCharsets.ISO_8859_1))).isNull();
    assertThat(EncodedEvent.read(line.getBytes(StandardCharsets.UTF_16LE))).isNull();
  }

  @Test
  void hostileLines_areDamaged() {
    String id = "\"event_id\":\"" + ID + "\"";

    assertThat(read("{" + id + ",\"a\":" + "[".repeat(1_000_000))).isNull();
    assertThat(read("{" + id + ",\"a\":" + "{\"a\":".repeat(100_000))).isNull();
    assertThat(read("{" + id + ",\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
        .isNull();
    assertThat(read("{" + id + ",\"a\":" + "9".repeat(1_000_000) + "}")).isNull();
    assertThat(read("{" + id + ",\"" + "a".repeat(1_000_000) + "\":1}")).isNull();
    assertThat(read("{".repeat(1_000_000))).isNull();
    assertThat(EncodedEvent.read(new byte[1_000_000])).isNull();
  }

  private static EncodedEvent read(String line) {
    return EncodedEvent.read(line.replace("ID", ID).getBytes(StandardCharsets.UTF_8));
  }
}
