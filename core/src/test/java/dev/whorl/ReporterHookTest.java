package dev.whorl;

import static dev.whorl.FakeSource.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.event.Breadcrumb;
import dev.whorl.event.DropReason;
import dev.whorl.event.ErrorEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ReporterHookTest {
  @TempDir Path folder;

  @Test
  void hook_seesTheEventAndTheLiveThrowable() {
    AtomicReference<Throwable> seen = new AtomicReference<>();
    Throwable thrown = new IllegalStateException();
    try (FolderReporter whorl =
        reporter(
            (event, call) -> {
              seen.set(call.throwable());
              return event.withTag("hooked", event.logger());
            })) {
      whorl.log(error("e").thrown(thrown));

      assertThat(whorl.eventsAfterClose().get(0).at("/tags/hooked").textValue())
          .isEqualTo("com.acme.Shop");
      assertThat(seen.get()).isSameAs(thrown);
    }
  }

  @Test
  void hookThatChangesTheFingerprint_isNamedAsItsSource() {
    try (FolderReporter whorl =
        reporter((event, call) -> event.withFingerprint("database-connection-error"))) {
      whorl.log(error("e").mdc("fingerprint", "from mdc"));
      JsonNode event = whorl.eventsAfterClose().get(0);

      assertThat(event.get("fingerprint")).hasToString("[\"database-connection-error\"]");
      assertThat(event.at("/contexts/whorl/fingerprint_from").textValue()).isEqualTo("before-send");
    }
  }

  @Test
  void hookThatRemovesTheFingerprint_leavesNone() {
    try (FolderReporter whorl = reporter((event, call) -> event.withFingerprint())) {
      whorl.log(error("e").mdc("fingerprint", "from mdc"));
      JsonNode event = whorl.eventsAfterClose().get(0);

      assertThat(event.has("fingerprint")).isFalse();
      assertThat(event.at("/contexts/whorl/fingerprint_from").textValue()).isEqualTo("before-send");
    }
  }

  @Test
  void hookThatLeavesTheFingerprint_isNotItsSource() {
    try (FolderReporter whorl = reporter((event, call) -> event.withTag("a", "b"))) {
      whorl.log(error("e").mdc("fingerprint", "from mdc"));

      assertThat(whorl.eventsAfterClose().get(0).at("/contexts/whorl/fingerprint_from").textValue())
          .isEqualTo("mdc");
    }
  }

  @Test
  void hookThatReturnsNull_dropsAndIsCounted() {
    try (FolderReporter whorl = reporter((event, call) -> null)) {
      whorl.log(error("e1"), error("e2"));

      assertThat(whorl.eventsAfterClose()).isEmpty();
      assertThat(whorl.metrics().dropped()).isEqualTo(Map.of(DropReason.BEFORE_SEND, 2L));
    }
  }

  @Test
  void hookThatThrows_isToldOnceAndTheEventGoesOutAsItWas() {
    try (FolderReporter whorl =
        reporter(
            (event, call) -> {
              throw new StackOverflowError("in the hook");
            })) {
      whorl.log(error("e1").mdc("fingerprint", "a"), error("e2"));
      List<JsonNode> events = whorl.eventsAfterClose();

      assertThat(events).hasSize(2);
      assertThat(events.get(0).get("fingerprint")).hasToString("[\"a\"]");
      assertThat(whorl.metrics().hookFailures()).isEqualTo(2);
      assertThat(whorl.status.warnings)
          .singleElement()
          .asString()
          .startsWith("The beforeSend hook dev.whorl.");
      assertThat(whorl.status.causes).singleElement().isInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void hookThatLogs_isNotReported() {
    AtomicReference<FolderReporter> self = new AtomicReference<>();
    try (FolderReporter whorl =
        reporter(
            (event, call) -> {
              self.get().log(error("from the hook"));
              return event;
            })) {
      self.set(whorl);
      whorl.log(error("e"));

      assertThat(whorl.eventsAfterClose()).hasSize(1);
      assertThat(whorl.metrics().dropped()).isEqualTo(Map.of(DropReason.REENTRY, 1L));
      assertThat(whorl.status.warnings)
          .singleElement()
          .asString()
          .contains("the reason reentry (logged by com.acme.Shop)");
    }
  }

  @Test
  void hookThatInterruptsItsThread_losesNoEvent() {
    try (FolderReporter whorl =
        reporter(
            (event, call) -> {
              Thread.currentThread().interrupt();
              return event;
            })) {
      for (int i = 0; i < 5; i++) {
        whorl.log(error("e" + i));
      }

      assertThat(whorl.eventsAfterClose()).hasSize(5);
      assertThat(whorl.metrics().dropped()).isEmpty();
    }
  }

  @Test
  void hookThatMakesItsOwnEvent_isFree() {
    try (FolderReporter whorl =
        reporter(
            (event, call) ->
                ErrorEvent.builder(event.timestamp(), event.severity()).tag("own", "1").build())) {
      whorl.log(error("e"));

      assertThat(whorl.eventsAfterClose().get(0).get("tags")).hasToString("{\"own\":\"1\"}");
    }
  }

  @Test
  void fullQueue_dropsNewestAndCountsIt() throws Exception {
    CountDownLatch inHook = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Settings.Builder settings =
        FolderReporter.settings()
            .set("queueCapacity", "2")
            .beforeSend(
                (event, call) -> {
                  inHook.countDown();
                  awaitQuietly(go);
                  return event;
                });
    try (FolderReporter whorl = new FolderReporter(folder, settings)) {
      whorl.log(error("in the hook"));
      inHook.await();
      whorl.log(error("waits 1"), error("waits 2"), error("too many 1"), error("too many 2"));
      assertThat(whorl.metrics().waiting()).isEqualTo(3);
      assertThat(whorl.metrics().dropped()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 2L));
      go.countDown();

      assertThat(whorl.eventsAfterClose())
          .extracting(event -> event.at("/logentry/formatted").textValue())
          .containsExactly("in the hook", "waits 1", "waits 2");
      assertThat(whorl.metrics().logged()).isEqualTo(5);
      assertThat(whorl.status.warnings)
          .singleElement()
          .asString()
          .contains("queue_full (queueCapacity is 2)");
    } finally {
      go.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FolderReporter reporter(BeforeSend hook) {
    return new FolderReporter(folder, FolderReporter.settings().beforeSend(hook));
  }

  @Test
  void hookThatSetsATagToNull_takesTheTagAway() {
    try (FolderReporter whorl = reporter((event, call) -> event.withTag("tenant", null))) {
      whorl.log(error("e"));

      assertThat(whorl.eventsAfterClose()).hasSize(1);
      assertThat(whorl.metrics().hookFailures()).isZero();
    }
  }

  @Test
  void hookWhoseEventCannotBeWritten_countsAsFailedAndTheEventGoesOutAsItWas() {
    try (FolderReporter whorl =
        reporter(
            (event, call) ->
                event.toBuilder().environment("hooked").breadcrumbs(broken()).build())) {
      whorl.log(error("e"));

      assertThat(whorl.eventsAfterClose())
          .singleElement()
          .satisfies(e -> assertThat(e.get("environment").textValue()).isNotEqualTo("hooked"));
      assertThat(whorl.metrics().hookFailures()).isEqualTo(1);
    }
  }

  private static List<Breadcrumb> broken() {
    return List.of(new Breadcrumb(null, null, null, null));
  }
}
