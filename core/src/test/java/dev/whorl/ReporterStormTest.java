package dev.whorl;

import static dev.whorl.FakeSource.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.event.DropReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More errors than may go out: they are counted, and the count arrives. */
@Timeout(30)
class ReporterStormTest {
  @TempDir Path folder;

  @Test
  void groupBeyondItsLimit_isCountedAndTheLastOneCarriesTheCount() {
    FolderReporter whorl = reporter("groupLimit", "5");
    for (int i = 0; i < 100; i++) {
      whorl.log(error("storm").thrown(new IllegalStateException("x")));
    }
    List<JsonNode> events = whorl.eventsAfterClose();

    assertThat(events).hasSize(6);
    assertThat(events.get(0).at("/contexts/whorl/suppressed").isMissingNode()).isTrue();
    assertThat(events.get(5).at("/contexts/whorl/suppressed").asLong()).isEqualTo(94);
    assertThat(whorl.metrics().suppressed()).isEqualTo(94);
    assertThat(whorl.metrics())
        .hasToString("100 logged, 6 delivered, 94 group_limit dropped, 0 waiting");
    assertThat(whorl.status.warnings)
        .first()
        .asString()
        .startsWith("Whorl suppressed an event for the first time with the reason group_limit");
  }

  @Test
  void stormFromEightThreads_isCountedExactlyByGroup() throws Exception {
    FolderReporter whorl = reporter("groupLimit", "60");
    int each = 5_000;
    ExecutorService threads = Executors.newFixedThreadPool(8);
    RuntimeException storm = new IllegalStateException("storm");
    for (int t = 0; t < 8; t++) {
      threads.submit(
          () -> {
            for (int i = 0; i < each; i++) {
              whorl.log(error("storm").thrown(storm));
            }
          });
    }
    for (int rare = 0; rare < 50; rare++) {
      whorl.log(error("rare kind " + (char) ('A' + rare)));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    List<JsonNode> events = whorl.eventsAfterClose();

    long stormed =
        events.stream()
            .filter(event -> event.at("/logentry/formatted").asText().equals("storm"))
            .mapToLong(event -> 1 + event.at("/contexts/whorl/suppressed").asLong())
            .sum();
    assertThat(stormed).isEqualTo(8L * each);
    assertThat(events)
        .filteredOn(event -> event.at("/logentry/formatted").asText().startsWith("rare"))
        .hasSize(50);
    assertThat(whorl.metrics().dropped(DropReason.QUEUE_FULL)).isZero();
    assertThat(whorl.metrics().delivered() + whorl.metrics().suppressed())
        .isEqualTo(8L * each + 50);
  }

  @Test
  void fullQueue_leavesRoomForKindsThatDoNotWait() throws Exception {
    CountDownLatch inHook = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    FolderReporter whorl =
        new FolderReporter(
            folder,
            FolderReporter.settings()
                .set("queueCapacity", "8")
                .beforeSend(
                    (event, call) -> {
                      inHook.countDown();
                      try {
                        goOn.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      return event;
                    }));
    whorl.log(error("first"));
    inHook.await();
    RuntimeException storm = new IllegalStateException("storm");
    for (int i = 0; i < 1_000; i++) {
      whorl.log(error("storm").thrown(storm));
    }
    whorl.log(error("rare"), error("odd"), error("too many"));
    assertThat(whorl.metrics().waiting()).isEqualTo(1_003);
    goOn.countDown();
    List<JsonNode> events = whorl.eventsAfterClose();

    assertThat(events)
        .extracting(e -> e.at("/logentry/formatted").asText())
        .contains("rare", "odd");
    assertThat(whorl.metrics().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
    assertThat(whorl.metrics().suppressed()).isEqualTo(1_000 - 6);
    assertThat(whorl.metrics().logged())
        .isEqualTo(whorl.metrics().delivered() + whorl.metrics().suppressed() + 1);
  }

  @Test
  void flush_sendsTheCarrierAndLeavesNothingOnItsWay() {
    FolderReporter whorl = reporter("groupLimit", "1");
    whorl.log(error("e"), error("e"), error("e"));

    assertThat(whorl.reporter.flush(Duration.ofSeconds(10))).isTrue();
    assertThat(whorl.events())
        .extracting(e -> e.at("/contexts/whorl/suppressed").asLong())
        .containsExactly(0L, 1L);
    whorl.close();
  }

  @Test
  void flushThatTakesTooLong_saysSo() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    FolderReporter whorl =
        new FolderReporter(
            folder,
            FolderReporter.settings()
                .beforeSend(
                    (event, call) -> {
                      try {
                        goOn.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      return event;
                    }));
    whorl.log(error("e"));

    assertThat(whorl.reporter.flush(Duration.ofMillis(50))).isFalse();
    goOn.countDown();
    assertThat(whorl.reporter.flush(Duration.ofSeconds(10))).isTrue();
    whorl.close();
  }

  @Test
  void carrier_goesOutByItselfWhenTheStormIsOver() {
    FolderReporter whorl = reporter("groupLimit", "600");
    for (int i = 0; i < 700; i++) {
      whorl.log(error("e"));
    }

    // A token every tenth of a second.
    await().atMost(Duration.ofSeconds(10)).until(() -> whorl.metrics().waiting() == 0);
    assertThat(
            whorl.events().stream()
                .mapToLong(e -> 1 + e.at("/contexts/whorl/suppressed").asLong())
                .sum())
        .isEqualTo(700);
    whorl.close();
  }

  private FolderReporter reporter(String name, String value) {
    return new FolderReporter(folder, FolderReporter.settings().set(name, value));
  }
}
