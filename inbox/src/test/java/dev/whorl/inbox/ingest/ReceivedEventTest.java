package dev.whorl.inbox.ingest;

import static dev.whorl.inbox.ingest.Bodies.refusal;
import static dev.whorl.inbox.ingest.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of envelopes and of requests to {@code /store/}, and their ids. */
class ReceivedEventTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "fedcba9876543210fedcba9876543210";

  @Test
  void idOfTheEnvelope_winsOverThatOfTheEvent() throws Exception {
    assertThat(inEnvelope(id(ID), id(OTHER)).eventId()).isEqualTo(ID);
    assertThat(inEnvelope(id(ID), id("nonsense")).eventId()).isEqualTo(ID);
    assertThat(inEnvelope(id(ID), "{}").eventId()).isEqualTo(ID);
    assertThat(inEnvelope("{}", id(OTHER)).eventId()).isEqualTo(OTHER);
  }

  @Test
  void eventOfAnEnvelopeWithoutAnyId_isRefused() {
    assertThat(refusal(() -> inEnvelope("{}", "{}")).refusal()).isEqualTo(Refusal.BAD_EVENT_ID);
  }

  @Test
  void envelopeWithoutEvent_hasNone() throws Exception {
    assertThat(ReceivedEvent.of(EnvelopeReader.read(utf8("{}\n{\"type\":\"session\"}\n{}"))))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ID,
        "0123456789ABCDEF0123456789ABCDEF",
        "01234567-89ab-cdef-0123-456789abcdef",
        "01234567-89AB-CDEF-0123-456789ABCDEF"
      })
  void idsAreWrittenInOneWay(String sent) throws Exception {
    assertThat(StoreRequest.read(utf8(id(sent))).eventId()).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"0123456789abcdef\"",
        "\"0123456789abcdef0123456789abcdefff\"",
        "\"0123456789abcdefg123456789abcdef\"",
        "\"00000000000000000000000000000000\"",
        "17",
        "{}",
        "true"
      })
  void idThatIsNone_isRefused(String json) {
    RefusedException refused = refusal(() -> store("{\"event_id\":" + json + "}"));

    assertThat(refused.refusal()).isEqualTo(Refusal.BAD_EVENT_ID);
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void longId_isNotShownInFull() {
    assertThat(refusal(() -> store(id("x".repeat(100_000)))).reason()).hasSizeLessThan(200);
  }

  @Test
  void storedEventWithoutId_getsANewOne() throws Exception {
    String first = store("{\"event_id\":null}").eventId();

    assertThat(first).matches("[0-9a-f]{32}").isNotEqualTo(store("{}").eventId());
  }

  @Test
  void eventIsKeptAsItWasSent() throws Exception {
    String sent = " {\"message\" :\n\"\\u0041\"}\n";
    ReceivedEvent event = store(sent);

    assertThat(event.json()).isEqualTo(utf8(sent));
    assertThat(event.payload().path("message").asText()).isEqualTo("A");
  }

  @Test
  void emptyBody_isRefused() {
    assertThat(refusal(() -> store("")).refusal()).isEqualTo(Refusal.EMPTY);
    assertThat(refusal(() -> store(" \r\n")).refusal()).isEqualTo(Refusal.EMPTY);
  }

  @Test
  void oldCompressedForm_isToldWhatToSendInstead() {
    RefusedException refused = refusal(() -> store("eJyrVkrNS8nPzFGyUqhWKkotLk0pUbJSqq0FAGNaCG8="));

    assertThat(refused.refusal()).isEqualTo(Refusal.OLD_FORM);
    assertThat(refused.reason()).contains("send the event as JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "[]", "{\"a\":", "{} {}", "null", "\"text\"", "{\"a\":tru}"})
  void bodyThatIsNoJsonObject_isRefused(String body) {
    RefusedException refused = refusal(() -> store(body));

    assertThat(refused.refusal()).isEqualTo(Refusal.BROKEN_EVENT);
    assertThat(refused.reason()).startsWith("The event cannot be read: ");
  }

  @Test
  void deepJson_isRefused() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(refusal(() -> store(deep)).reason())
        .startsWith("The event cannot be read: too large to read: Document nesting depth");
  }

  @Test
  void largeEvent_isRefused() {
    assertThat(refusal(() -> store("{\"a\":\"" + "x".repeat(1 << 20) + "\"}")).status())
        .isEqualTo(413);
  }

  private static String id(String id) {
    return "{\"event_id\":\"" + id + "\"}";
  }

  private static ReceivedEvent store(String body) throws RefusedException {
    return StoreRequest.read(utf8(body));
  }

  private static ReceivedEvent inEnvelope(String header, String event) throws RefusedException {
    return ReceivedEvent.of(
        EnvelopeReader.read(utf8(header + "\n{\"type\":\"event\"}\n" + event + "\n")));
  }
}
