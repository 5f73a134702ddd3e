package dev.whorl;

import static dev.whorl.FakeSource.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whorl.event.DropReason;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ReporterCloseTest {
  @TempDir Path folder;

  @Test
  void secondClose_doesNothing() {
    FolderReporter whorl = reporter();
    whorl.log(error("e"));
    whorl.close();
    int said = whorl.status.infos.size();
    whorl.close();

    assertThat(whorl.status.infos)
        .hasSize(said)
        .last()
        .isEqualTo("Whorl stopped: 1 logged, 1 delivered, none dropped, 0 waiting");
  }

  @Test
  void closeOfTwoThreads_returnsToBothAfterTheEnd() throws Exception {
    FolderReporter whorl = reporter();
    for (int i = 0; i < 200; i++) {
      whorl.log(error("e" + i));
    }
    CountDownLatch closed = new CountDownLatch(2);
    AtomicBoolean early = new AtomicBoolean();
    for (int i = 0; i < 2; i++) {
      new Thread(
              () -> {
                whorl.close();
                early.compareAndSet(false, whorl.metrics().delivered() != 200);
                closed.countDown();
              })
          .start();
    }

    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(early).isFalse();
    assertThat(whorl.events()).hasSize(200);
  }

  @Test
  void callAfterClose_isCountedAsClosed() {
    FolderReporter whorl = reporter();
    whorl.close();
    whorl.log(error("late"));

    assertThat(whorl.metrics().logged()).isEqualTo(1);
    assertThat(whorl.metrics().dropped()).isEqualTo(Map.of(DropReason.CLOSED, 1L));
    assertThat(whorl.metrics().waiting()).isZero();
  }

  @Test
  void callsDuringClose_areAllAccountedFor() throws Exception {
    for (int round = 0; round < 5; round++) {
      FolderReporter whorl =
          new FolderReporter(folder.resolve("r" + round), FolderReporter.settings());
      ExecutorService threads = Executors.newFixedThreadPool(8);
      CountDownLatch some = new CountDownLatch(200);
      for (int t = 0; t < 8; t++) {
        threads.submit(
            () -> {
              for (int i = 0; i < 125; i++) {
                whorl.log(error("e"));
                some.countDown();
              }
            });
      }
      some.await();
      whorl.close();
      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

      ReporterMetrics metrics = whorl.metrics();
      assertThat(metrics.logged()).isEqualTo(1_000);
      assertThat(metrics.waiting()).isZero();
      assertThat(metrics.delivered() + metrics.dropped().values().stream().mapToLong(n -> n).sum())
          .isEqualTo(1_000);
      assertThat(whorl.events()).hasSize((int) metrics.delivered());
    }
  }

  @Test
  void hookThatNeverReturns_doesNotHoldUpTheStop() throws Exception {
    CountDownLatch inHook = new CountDownLatch(1);
    Settings.Builder settings =
        FolderReporter.settings()
            .set("shutdownTimeoutMillis", "200")
            .beforeSend(
                (event, call) -> {
                  inHook.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return event;
                });
    FolderReporter whorl = new FolderReporter(folder, settings);
    whorl.log(error("stuck"), error("behind"));
    inHook.await();
    long begin = System.nanoTime();
    whorl.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(whorl.status.warnings)
        .last()
        .asString()
        .matches(".* [12] events were left when shutdownTimeoutMillis=200 was over");
    await().until(() -> whorl.metrics().waiting() == 0);
    assertThat(whorl.metrics().delivered() + whorl.metrics().dropped(DropReason.CLOSED))
        .isEqualTo(2);
    await().until(() -> Threads.own().isEmpty());
  }

  @Test
  void manyStartsAndStops_leaveNoThread() {
    for (int i = 0; i < 50; i++) {
      FolderReporter whorl = new FolderReporter(folder.resolve("r" + i), FolderReporter.settings());
      whorl.log(error("e"));
      whorl.close();
      assertThat(Threads.own()).isEmpty();
    }
  }

  @Test
  void lookUpOfTheHostName_endsByItself() {
    new FolderReporter(folder, FolderReporter.settings().set("serverName", null)).close();

    await().until(() -> Threads.own().isEmpty());
  }

  @Test
  void closedReporter_isHeldByNoHookThreadOrStaticField() {
    WeakReference<Reporter> closed = startedAndClosed();

    await()
        .until(
            () -> {
              System.gc();
              return closed.get() == null;
            });
  }

  private WeakReference<Reporter> startedAndClosed() {
    FolderReporter whorl = reporter();
    whorl.log(error("e"));
    whorl.close();
    return new WeakReference<>(whorl.reporter);
  }

  private FolderReporter reporter() {
    return new FolderReporter(folder, FolderReporter.settings());
  }
}
