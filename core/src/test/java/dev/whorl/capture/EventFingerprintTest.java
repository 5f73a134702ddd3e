package dev.whorl.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.Snapshot;
import dev.whorl.testing.Calls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a fingerprint comes from, and which source wins. */
class EventFingerprintTest {
  private final List<String> warnings = new ArrayList<>();
  private final EventFactory factory = EventFactoryTest.factory(warnings);

  @Test
  void noSource_leavesTheDefaultGrouping() {
    assertFingerprint(Calls.call(), "default");
  }

  @Test
  void mdcEntry_isASource() {
    assertFingerprint(Calls.call().mdc("fingerprint", "GET, /orders"), "mdc", "GET", "/orders");
  }

  @Test
  void keyValue_winsOverMdc() {
    assertFingerprint(
        Calls.call().mdc("fingerprint", "m").keyValue("fingerprint", "[\"k\",\"{{default}}\"]"),
        "key-value",
        "k",
        "{{ default }}");
  }

  @Test
  void marker_winsOverKeyValueAndMdc() {
    assertFingerprint(
        Calls.call().mdc("fingerprint", "m").keyValue("fingerprint", "k").markerFingerprint("a,b"),
        "marker",
        "a,b");
  }

  @Test
  void collectionAsKeyValue_isTakenPartByPart() {
    assertFingerprint(
        Calls.call().keyValue("fingerprint", Snapshot.fingerprint(Arrays.asList("a,b", 503, ""))),
        "key-value",
        "a,b",
        "503");
  }

  @Test
  void sourceWithoutAnyPart_givesWayToTheNext() {
    assertFingerprint(
        Calls.call().mdc("fingerprint", "m").keyValue("fingerprint", " , ").markerFingerprint(),
        "mdc",
        "m");
    assertFingerprint(
        Calls.call().mdc("fingerprint", "m").keyValue("fingerprint", List.of()), "mdc", "m");
    assertFingerprint(Calls.call().mdc("fingerprint", "[]"), "default");
    assertFingerprint(Calls.call().mdc("fingerprint", null), "default");
  }

  @Test
  void fingerprintKey_isNeitherContextNorTag() {
    ErrorEvent event =
        factory.create(Calls.call().mdc("fingerprint", "m").keyValue("fingerprint", "k").build());

    assertThat(event.contexts()).doesNotContainKeys("MDC", "Key-Values");
    assertThat(event.tags()).isEmpty();
  }

  @Test
  void malformedText_isToldOnceAndTheEventGoesOut() {
    assertFingerprint(Calls.call().mdc("fingerprint", "\"a, b"), "mdc", "\"a", "b");
    assertFingerprint(Calls.call().mdc("fingerprint", "\"a, b"), "mdc", "\"a", "b");

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(
            "The fingerprint text of the MDC entry 'fingerprint' has a double quote that is never"
                + " closed: '\"a, b'. It was read as [\"\\\"a\",\"b\"].");
  }

  @Test
  void malformedKeyValue_isToldAsSuch() {
    assertFingerprint(Calls.call().keyValue("fingerprint", "[Ljava.lang.String;@1b2c"), "default");

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("key-value 'fingerprint'")
        .contains("It was not used");
  }

  @Test
  void sourceThatDoesNotCount_isNotComplainedAbout() {
    assertFingerprint(
        Calls.call().mdc("fingerprint", "\"broken").markerFingerprint("m"), "marker", "m");

    assertThat(warnings).isEmpty();
  }

  private void assertFingerprint(Calls call, String from, String... parts) {
    ErrorEvent event = factory.create(call.build());
    assertThat(event.contexts().get("whorl")).containsEntry("fingerprint_from", from);
    assertThat(event.fingerprint())
        .isEqualTo(parts.length == 0 ? null : new Fingerprint(List.of(parts)));
  }
}
