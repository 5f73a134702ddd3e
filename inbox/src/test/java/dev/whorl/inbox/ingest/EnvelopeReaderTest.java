package dev.whorl.inbox.ingest;

import static dev.whorl.inbox.ingest.Bodies.refusal;
import static dev.whorl.inbox.ingest.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.JsonSerializer;
import io.sentry.SentryEnvelope;
import io.sentry.SentryEnvelopeItem;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.protocol.Message;
import io.sentry.protocol.SdkVersion;
import io.sentry.protocol.SentryException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeReaderTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String HEADER = "{\"event_id\":\"" + ID + "\"}\n";

  @Test
  void allPartsAreRead() throws Exception {
    ReceivedEnvelope envelope =
        read(
            """
            {"event_id":"01234567-89AB-cdef-0123-456789abcdef","dsn":"http://key:secret@localhost:8400/1",\
            "sdk":{"name":"sentry.java","version":"8.62.0"},"sent_at":"2026-11-25T07:00:00Z"}
            {"type":"event","length":17,"content_type":"application/json"}
            {"message":
            "ä"}
            {"type":"client_report"}
            {"discarded_events":[]}
            {"type":"attachment","length":4,"filename":"x"}
            a

            b
            {"type":"session"}
            {}
            {"type":"session"}
            {}
            {"type":"<script>"}
            {}
            """);

    assertThat(envelope.eventId()).isEqualTo(ID);
    assertThat(envelope.key()).isEqualTo("key");
    assertThat(envelope.sdk()).isEqualTo("sentry.java/8.62.0");
    assertThat(envelope.event()).isEqualTo(utf8("{\"message\":\n\"ä\"}"));
    assertThat(envelope.clientReports()).containsExactly(utf8("{\"discarded_events\":[]}"));
    assertThat(envelope.ignored())
        .containsExactlyInAnyOrderEntriesOf(Map.of("attachment", 1, "session", 2, "other", 1));
    assertThat(envelope.toString()).doesNotContain("key", "secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"event\",\"length\":2}\n{}\n",
        "{\"type\":\"event\",\"length\":2}\n{}",
        "{\"type\":\"event\",\"length\":2}\n{}\n\n\n",
        "{\"type\":\"event\"}\n{}\n",
        "{\"type\":\"event\"}\n{}",
        "{\"type\":\"event\",\"length\":null}\n{}",
        "{\"type\":\"x\",\"length\":0}\n\n{\"type\":\"event\"}\n{}",
        "{\"type\":\"x\"}\n\n{\"type\":\"event\"}\n{}",
      })
  void endOfAPayloadIsKnownByItsLengthOrItsLine(String items) throws Exception {
    assertThat(read(HEADER + items).event()).asString().isEqualTo("{}");
  }

  @Test
  void carriageReturn_isPartOfThePayload() throws Exception {
    assertThat(read(HEADER + "{\"type\":\"event\"}\n{}\r\n").event()).asString().isEqualTo("{}\r");
    assertThat(read(HEADER + "{\"type\":\"event\",\"length\":3}\n{}\r\n").event()).hasSize(3);
  }

  @Test
  void headerThatSaysNothing_isTaken() throws Exception {
    ReceivedEnvelope envelope = read("{}\n{\"type\":\"client_report\"}\n{}");

    assertThat(envelope.eventId()).isNull();
    assertThat(envelope.key()).isNull();
    assertThat(envelope.sdk()).isNull();
    assertThat(envelope.event()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "nonsense                              | The header of the envelope is not one line of JSON.",
        "[]                                    | The header of the envelope is not a JSON object.",
        "{} {}                                 | The header of the envelope is not one line of JSON.",
        "{\"dsn\":\"x\"};{\"type\":\"event\"};{} | The dsn in the header of the envelope must begin with"
            + " http:// or https://.",
        "{};{\"type\":\"event\",\"length\":9};{} | Item 1 is said to have 9 bytes, but the envelope ends"
            + " after 2 of them.",
        "{};{\"type\":\"event\",\"length\":99999999999};{} | Item 1 is said to have 99999999999 bytes, but"
            + " the envelope ends after 2 of them.",
        "{};{\"type\":\"event\",\"length\":1};{} | Item 1 is said to have 1 bytes, but no line ends after"
            + " them; the length counts bytes, not characters.",
        "{};{\"type\":\"event\",\"length\":-1};{} | The length of item 1 is not a number of bytes.",
        "{};{\"type\":\"event\",\"length\":1e99};{} | The length of item 1 is not a number of bytes.",
        "{};{\"type\":\"event\",\"length\":\"2\"};{} | The length of item 1 is not a number of bytes.",
        "{};{\"type\":\"x\"};{};{\"length\":2};{} | The header of item 2 has no type.",
        "{};{\"type\":7};{}                    | The header of item 1 has no type.",
        "{};{\"type\":\"event\"};{};garbage    | The header of item 2 is not one line of JSON.",
        "{};{\"type\":\"event\"};{};{\"type\":\"event\"};{} | Item 2 is a second event; an envelope may"
            + " have only one.",
      })
  void brokenEnvelope_isRefusedAsAWhole(String lines, String reason) {
    RefusedException refused = refusal(() -> read(lines.replace(';', '\n')));

    assertThat(refused.refusal()).isEqualTo(Refusal.BROKEN_ENVELOPE);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "{}", "{}\n"})
  void emptyEnvelope_isRefused(String text) {
    assertThat(refusal(() -> read(text)).refusal()).isEqualTo(Refusal.EMPTY);
  }

  @Test
  void idThatIsNone_isRefused() {
    RefusedException refused =
        refusal(() -> read("{\"event_id\":\"nö\"}\n{\"type\":\"event\"}\n{}"));

    assertThat(refused.refusal()).isEqualTo(Refusal.BAD_EVENT_ID);
    assertThat(refused.reason())
        .isEqualTo("event_id is \"n?\"; it must be a UUID of 32 hexadecimal digits.");
  }

  @Test
  void itemsAreTakenUpToTheirBounds() throws Exception {
    String most = "{\"type\":\"event\"}\n" + "x".repeat(ReceivedEvent.MOST_BYTES);

    assertThat(read(HEADER + most).event()).hasSize(1 << 20);
    assertThat(refusal(() -> read(HEADER + most + "x")).refusal())
        .isEqualTo(Refusal.EVENT_TOO_LARGE);
  }

  @Test
  void manyItems_areRefused() throws Exception {
    String item = "{\"type\":\"session\"}\n{}\n";

    assertThat(read("{}\n" + item.repeat(1000)).ignored()).isEqualTo(Map.of("session", 1000));
    assertThat(refusal(() -> read("{}\n" + item.repeat(1001))).refusal())
        .isEqualTo(Refusal.TOO_MANY_ITEMS);
  }

  @Test
  void hostileHeader_isRefusedLikeAnyBrokenOne() {
    for (String header :
        List.of(
            "{\"a\":" + "[".repeat(50_000),
            "{\"a\":\"" + "x".repeat(1 << 16) + "\"}",
            "{\"a\":" + "9".repeat(30_000) + "}",
            "\0\0\0",
            "\u0080\u00ff")) {
      assertThat(refusal(() -> read(header)).refusal()).isEqualTo(Refusal.BROKEN_ENVELOPE);
      assertThat(refusal(() -> read("{}\n" + header)).refusal()).isEqualTo(Refusal.BROKEN_ENVELOPE);
    }
  }

  @Test
  void envelopeCutAnywhere_isRefusedOrHasTheWholeEvent() throws Exception {
    byte[] whole =
        utf8(
            HEADER
                + "{\"type\":\"event\",\"length\":2}\n{}\n{\"type\":\"session\",\"length\":2}\n{}\n");
    int taken = 0;
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (refusal(() -> EnvelopeReader.read(cut)) == null) {
        taken++;
        assertThat(EnvelopeReader.read(cut).event()).asString().isEqualTo("{}");
      }
    }
    // Without its last line break, and cut at both ends of the line break before the second item.
    assertThat(taken).isEqualTo(3);
  }

  @Test
  void envelopeOfTheOfficialClient_isRead() throws Exception {
    SentryEvent event = new SentryEvent();
    SentryException exception = new SentryException();
    exception.setType("IllegalStateException");
    exception.setValue("boom");
    event.setExceptions(List.of(exception));
    Message message = new Message();
    message.setFormatted("ordinary\nmessage");
    event.setMessage(message);
    JsonSerializer serializer = new JsonSerializer(new SentryOptions());
    SdkVersion sdk = new SdkVersion("sentry.java", "8.62.0");
    SentryEnvelope sent =
        new SentryEnvelope(
            event.getEventId(), sdk, List.of(SentryEnvelopeItem.fromEvent(serializer, event)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    serializer.serialize(sent, bytes);

    ReceivedEnvelope envelope = EnvelopeReader.read(bytes.toByteArray());
    ReceivedEvent received = ReceivedEvent.of(envelope);

    assertThat(envelope.sdk()).isEqualTo("sentry.java/8.62.0");
    assertThat(received.eventId()).isEqualTo(event.getEventId().toString());
    assertThat(received.payload().path("message").path("formatted").asText())
        .isEqualTo("ordinary\nmessage");
    assertThat(SearchText.of(received.payload()))
        .startsWith("IllegalStateException\nboom\nordinary message");
  }

  private static ReceivedEnvelope read(String text) throws RefusedException {
    return EnvelopeReader.read(utf8(text));
  }
}
