package dev.whorl.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Sdk;
import dev.whorl.event.Severity;
import dev.whorl.event.ThrownException;
import dev.whorl.event.User;
import dev.whorl.testing.Calls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class EventFactoryTest {
  private final EventFactory factory = factory(new ArrayList<>());

  public static EventFactory factory(List<String> warnings) {
    return new EventFactory(
        new CaptureOptions(
            new Sdk("whorl.java.test", "1"),
            "auto.log.test",
            "staging",
            "1.2.3",
            "d",
            () -> "host-1",
            "fingerprint",
            List.of("tenant*", "order.id", "db_password"),
            new Scrubber(List.of()),
            new InAppPackages(List.of(), List.of())),
        new FingerprintTexts(warnings::add));
  }

  @Test
  void call_becomesAnEventWithAllThatIsKnown() {
    ErrorEvent event = factory.create(Calls.call().build());

    assertThat(event.eventId()).matches("[0-9a-f]{32}");
    assertThat(event.timestamp()).isEqualTo(Calls.NOON);
    assertThat(event.severity()).isEqualTo(Severity.ERROR);
    assertThat(event.logger()).isEqualTo("com.acme.Shop");
    assertThat(event.threadName()).isEqualTo("main");
    assertThat(event.threadId()).isEqualTo(7);
    assertThat(event.environment()).isEqualTo("staging");
    assertThat(event.release()).isEqualTo("1.2.3");
    assertThat(event.dist()).isEqualTo("d");
    assertThat(event.serverName()).isEqualTo("host-1");
    assertThat(event.sdk()).isEqualTo(new Sdk("whorl.java.test", "1"));
    assertThat(event.contexts().get("runtime")).containsKeys("name", "version");
    assertThat(event.contexts().get("os")).containsKeys("name", "version");
    assertThat(event.user()).isNull();
    assertThat(event.tags()).isEmpty();
  }

  @Test
  void messageOnly_hasNoInventedException() {
    ErrorEvent event = factory.create(Calls.call().message("order {}", "order 5", "5").build());

    assertThat(event.exceptions()).isEmpty();
    assertThat(event.message()).isEqualTo(new LogMessage("order {}", "order 5", List.of("5")));
    assertThat(event.contexts()).containsOnlyKeys("runtime", "os", "whorl");
    assertThat(event.contexts().get("whorl")).containsOnlyKeys("fingerprint_from");
  }

  @Test
  void blankMessage_givesWayToTheException() {
    assertThat(
            factory.create(Calls.call().message(" ").thrown(new Exception("x")).build()).message())
        .isNull();
  }

  @Test
  void blankMessageWithoutException_isStillAnEvent() {
    ErrorEvent event = factory.create(Calls.call().message("").build());

    assertThat(event.message().formatted()).isEqualTo("(no message)");
  }

  @Test
  void noThreadName_isLeftOut() {
    assertThat(factory.create(Calls.call().threadName("").build()).threadName()).isNull();
  }

  @Test
  void mdcAndKeyValues_areTagsWhereNamedAndElseContexts() {
    ErrorEvent event =
        factory.create(
            Calls.call()
                .mdc("tenant", "acme")
                .mdc("path", "/cart")
                .mdc("gone", null)
                .keyValue("order.id", 42)
                .keyValue("items", List.of(1, 2))
                .build());

    assertThat(event.tags()).isEqualTo(Map.of("tenant", "acme", "order.id", "42"));
    assertThat(event.contexts().get("MDC")).isEqualTo(Map.of("path", "/cart"));
    assertThat(event.contexts().get("Key-Values")).isEqualTo(Map.of("items", List.of(1, 2)));
  }

  @Test
  void userEntries_becomeTheUserAndNothingElse() {
    ErrorEvent event =
        factory.create(
            Calls.call()
                .mdc("user.id", "5")
                .mdc("user.email", "jo@acme.test")
                .mdc("user.username", "jo")
                .mdc("user.ip_address", "127.0.0.1")
                .build());

    assertThat(event.user()).isEqualTo(new User("5", "jo@acme.test", "jo", "127.0.0.1"));
    assertThat(event.contexts()).doesNotContainKey("MDC");
    assertThat(factory.create(Calls.call().mdc("user.id", "5").build()).user())
        .isEqualTo(new User("5", null, null, null));
  }

  @Test
  void markers_areOneTag() {
    assertThat(factory.create(Calls.call().markers("SQL", "SLOW").build()).tags())
        .isEqualTo(Map.of("marker", "SQL,SLOW"));
  }

  @Test
  void secrets_areMaskedWhereverTheyAppear() {
    ErrorEvent event =
        factory.create(
            Calls.call()
                .mdc("db_password", "hunter22")
                .mdc("url", "db://root:hunter22@db")
                .mdc("fingerprint", "login, hunter22")
                .keyValue("headers", Map.of("Cookie", "chocolate"))
                .message("login {}", "login hunter22", "hunter22")
                .breadcrumbs(Calls.breadcrumb("trying hunter22"))
                .thrown(new RuntimeException("denied: hunter22", new RuntimeException("chocolate")))
                .build());

    assertThat(event.tags()).isEqualTo(Map.of("db_password", "[Filtered]"));
    assertThat(event.contexts().get("MDC")).isEqualTo(Map.of("url", "db://root:[Filtered]@db"));
    assertThat(event.contexts().get("Key-Values"))
        .isEqualTo(Map.of("headers", Map.of("Cookie", "[Filtered]")));
    assertThat(event.message())
        .isEqualTo(new LogMessage("login {}", "login [Filtered]", List.of("[Filtered]")));
    assertThat(event.breadcrumbs().get(0).message()).isEqualTo("trying [Filtered]");
    assertThat(event.exceptions())
        .extracting(ThrownException::value)
        .containsExactly("[Filtered]", "denied: [Filtered]");
    assertThat(event.fingerprint().parts()).containsExactly("login", "[Filtered]");
  }

  @Test
  void whatWasLeftOutOfAThrowable_standsInTheContextWhorl() {
    StackTraceElement[] trace = new StackTraceElement[300];
    Arrays.fill(trace, new StackTraceElement("com.acme.A", "a", "A.java", 1));
    Throwable chain = null;
    for (int i = 0; i < 60; i++) {
      chain = new RuntimeException("c" + i, chain);
      chain.setStackTrace(trace);
    }

    assertThat(factory.create(Calls.call().thrown(chain).build()).contexts().get("whorl"))
        .containsEntry("exceptions_left_out", 10)
        .containsEntry("frames_left_out", 50 * 50)
        .doesNotContainKey("unreadable");
  }

  @Test
  void unreadableThrowable_isAnEventThatSaysSo() {
    Throwable broken =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException();
          }
        };

    assertThat(factory.create(Calls.call().thrown(broken).build()).contexts().get("whorl"))
        .containsKey("unreadable");
  }

  @Test
  void secrets_areMaskedInNamesOfThreadsAndMarkersToo() {
    ErrorEvent event =
        factory(new ArrayList<>())
            .create(
                Calls.call()
                    .mdc("sessionId", "sess-998877")
                    .threadName("request sess-998877")
                    .markers("OF_sess-998877")
                    .build());

    assertThat(event.threadName()).isEqualTo("request [Filtered]");
    assertThat(event.tags()).containsEntry("marker", "OF_[Filtered]");
  }

  @Test
  void secretThatIsTheWordDefault_leavesTheDefaultPart() {
    ErrorEvent event =
        factory(new ArrayList<>())
            .create(
                Calls.call()
                    .mdc("password", "default")
                    .mdc("fingerprint", "{{ default }}, default, x")
                    .build());

    assertThat(event.fingerprint().parts()).containsExactly("{{ default }}", "[Filtered]", "x");
  }
}
