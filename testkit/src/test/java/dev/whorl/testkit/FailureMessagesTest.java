package dev.whorl.testkit;

import static dev.whorl.testkit.WhorlAssertions.apart;
import static dev.whorl.testkit.WhorlAssertions.assertThat;
import static dev.whorl.testkit.WhorlAssertions.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whorl.event.DropReason;
import dev.whorl.event.Severity;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailureMessagesTest {
  @RegisterExtension
  final CapturedErrors errors =
      CapturedErrors.onLogback()
          .withContextTags("tenant")
          .withTimeout(Duration.ofSeconds(5))
          .withBeforeSend((event, call) -> "drop".equals(event.logger()) ? null : event);

  private static void log(String method, Object... fingerprint) {
    Library.LOGBACK.error(
        "com.acme.Orders", "100% of " + method, new IllegalStateException("full"), fingerprint);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> failing(ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(AssertionError.class);
  }

  @Test
  void wrongNumber_showsWhatThereIsAndWhatIsLost() {
    log("GET");
    log("POST", "a", "b");
    Library.LOGBACK.error("drop", "dropped", null);

    failing(() -> assertThat(errors).singleEvent())
        .hasMessageContaining("Expecting a single event, but there are 2:")
        .hasMessageContaining("[0] ERROR com.acme.Orders \"100% of GET\"")
        .hasMessageContaining("java.lang.IllegalStateException: full")
        .hasMessageContaining("fingerprint [\"a\",\"b\"] from marker, group ")
        .hasMessageContaining("and lost: 1 before_send");
    failing(() -> assertThat(errors).hasSize(1)).hasMessageContaining("Expecting 1 event, but");
    failing(() -> assertThat(errors).isEmpty()).hasMessageContaining("Expecting no event");
    failing(() -> assertThat(errors).event(2)).hasMessageContaining("at index 2, but there are 2");
  }

  @Test
  void nothingThere_isSaid() {
    failing(() -> assertThat(errors).singleEvent()).hasMessageContaining("but there is none");
    failing(() -> assertThat(errors).areGrouped(together))
        .hasMessageContaining("two or more events that are grouped together, but there is none");
    failing(() -> assertThat(errors).areGrouped(apart)).hasMessageContaining("grouped apart");
    log("GET");
    failing(() -> assertThat(errors).areGrouped(apart)).hasMessageContaining("there is 1:");
  }

  @Test
  void losses_areNamed() {
    Library.LOGBACK.error("drop", "dropped", null);

    failing(() -> assertThat(errors).hasNoLosses()).hasMessageContaining("1 before_send");
    failing(() -> assertThat(errors).hasLosses(DropReason.SAMPLED, 1))
        .hasMessageContaining("1 sampled, but lost: 1 before_send");
  }

  @Test
  void groupedOtherwise_showsWhy() {
    for (String method : new String[] {"GET", "POST"}) {
      log(method, "{{ default }}", method);
    }
    CapturedError first = errors.events().get(0);
    CapturedError second = errors.events().get(1);

    failing(() -> assertThat(errors).areGrouped(together))
        .hasMessageContaining("grouped together, but there are 2:")
        .hasMessageContaining("group        " + first.group())
        .hasMessageContaining("group        " + second.group())
        .hasMessageContaining("+ GET")
        .hasMessageContaining("+ POST")
        .hasMessageContaining("the stack trace decides");
    failing(() -> assertThat(first).isInSameGroupAs(second)).hasMessageContaining("+ POST");
  }

  @Test
  void groupedTogetherInsteadOfApart_showsWhy() {
    for (int i = 0; i < 2; i++) {
      log("GET");
    }
    CapturedError first = errors.events().get(0);

    failing(() -> assertThat(errors).areGrouped(apart))
        .hasMessageContaining("grouped apart, but there are 2:")
        .hasMessageContaining("+ IllegalStateException");
    failing(() -> assertThat(first).isNotInSameGroupAs(errors.events().get(1)))
        .hasMessageContaining("+ IllegalStateException");
  }

  @Test
  void wrongDetail_showsBothAndTheEvent() {
    log("GET", "a");
    CapturedError event = errors.events().get(0);

    failing(() -> assertThat(event).hasFingerprint("b"))
        .hasMessageContaining("[\"b\"]")
        .hasMessageContaining("[\"a\"]")
        .hasMessageContaining("100% of GET");
    failing(() -> assertThat(event).hasNoFingerprint()).hasMessageContaining("no fingerprint");
    failing(() -> assertThat(event).hasFingerprintFrom("mdc")).hasMessageContaining("marker");
    failing(() -> assertThat(event).hasTag("tenant", "acme")).hasMessageContaining("none; there");
    failing(() -> assertThat(event).hasMdc("order", "7")).hasMessageContaining("none; there");
    failing(() -> assertThat(event).hasLevel(Severity.FATAL)).hasMessageContaining("ERROR");
    failing(() -> assertThat(event).hasLogger("x")).hasMessageContaining("com.acme.Orders");
    failing(() -> assertThat(event).hasMessage("x")).hasMessageContaining("100% of GET");
    failing(() -> assertThat(event).hasType(Error.class))
        .hasMessageContaining("java.lang.IllegalStateException");
  }

  @Test
  void awaitedEventThatDoesNotCome_failsWithWhatThereIs() {
    CapturedErrors hasty = CapturedErrors.onLogback().withTimeout(Duration.ofSeconds(2));
    hasty.start();
    try {
      log("GET");
      failing(() -> hasty.awaitEvents(2))
          .hasMessageContaining("at least 2 events")
          .hasMessageContaining("there is 1:");
    } finally {
      hasty.stop();
    }
  }
}
