package dev.whorl.testkit;

import static dev.whorl.testkit.WhorlAssertions.apart;
import static dev.whorl.testkit.WhorlAssertions.assertThat;
import static dev.whorl.testkit.WhorlAssertions.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.Severity;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The extension as its users have it. */
abstract class CapturedErrorsContract {
  private static final String LOGGER = "com.acme.Orders";

  @RegisterExtension final CapturedErrors errors;
  private final Library library;

  CapturedErrorsContract(Library library, CapturedErrors errors) {
    this.library = library;
    this.errors = errors.withContextTags("tenant");
  }

  private void fails(String method, Object... fingerprint) {
    library.error(
        LOGGER, "No answer to " + method, new IllegalStateException("by " + method), fingerprint);
  }

  /** Still runs within the test. */
  @AfterEach
  void eventsAreThereAfterTheTest() {
    assertThat(errors.events()).isNotNull();
  }

  @Test
  void singleEvent_hasTheFingerprintOfItsMarker() {
    fails("POST", "{{ default }}", "POST");

    assertThat(errors)
        .singleEvent()
        .hasFingerprint("{{ default }}", "POST")
        .hasFingerprintFrom("marker")
        .hasType(IllegalStateException.class)
        .hasMessage("No answer to POST")
        .hasLevel(Severity.ERROR)
        .hasLogger(LOGGER);
    assertThat(errors).hasNoLosses();
  }

  @Test
  void variableInTheMarker_isResolved() {
    fails("POST", "{{ default }}", "{{ throwable.message }}");

    assertThat(errors).singleEvent().hasFingerprint("{{default}}", "by POST");
  }

  @Test
  void fingerprintInTheMdc_isTakenFromThere() {
    library.withMdc("fingerprint", "a, b", () -> fails("GET"));

    assertThat(errors).singleEvent().hasFingerprint("a", "b").hasFingerprintFrom("mdc");
  }

  @Test
  void errorsOfOnePlace_areGroupedTogether() {
    for (String method : new String[] {"GET", "POST"}) {
      fails(method);
    }

    assertThat(errors).hasSize(2).areGrouped(together).areGroupedTogether();
    assertThat(errors).event(0).hasNoFingerprint().isInSameGroupAs(errors.events().get(1));
  }

  @Test
  void errorsOfOnePlaceWithDifferentFingerprints_areGroupedApart() {
    for (String method : new String[] {"GET", "POST"}) {
      fails(method, "{{ default }}", method);
    }

    assertThat(errors).areGrouped(apart).areGroupedApart();
    assertThat(errors).event(0).isNotInSameGroupAs(errors.events().get(1));
  }

  @Test
  void contextTagsAndMdc_areToldApart() {
    library.withMdc("tenant", "acme", () -> library.withMdc("order", "7", () -> fails("PUT")));

    assertThat(errors).singleEvent().hasTag("tenant", "acme").hasMdc("order", "7");
    assertThat(errors.events().get(0).mdc()).doesNotContainKey("tenant");
  }

  @Test
  void explanation_endsInTheGroupOfTheEvent() {
    library.error(LOGGER, "x", new IOException("a", new IllegalStateException("b")), "p", "q");
    library.error(LOGGER, "x", new IOException("a", new IllegalStateException("b")));
    library.error(LOGGER, "only a text", null);

    assertThat(errors).hasSize(3);
    assertThat(errors.events())
        .allSatisfy(
            event -> assertThat(event.explanation()).contains("group        " + event.group()));
  }

  @Test
  void eventOfAnotherThread_isAwaited() throws InterruptedException {
    Thread other = new Thread(() -> fails("GET"));
    other.start();

    assertThat(errors.awaitEvents(1)).hasSize(1);
    other.join();
  }

  @Test
  void nothingLogged_isNoEvent() {
    assertThat(errors).isEmpty().hasSize(0).hasNoLosses();
  }
}
