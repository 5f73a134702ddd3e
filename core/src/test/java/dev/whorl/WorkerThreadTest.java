package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whorl.capture.EventFactoryTest;
import dev.whorl.capture.Scrubber;
import dev.whorl.event.DropReason;
import dev.whorl.event.LogCall;
import dev.whorl.testing.Calls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class WorkerThreadTest {
  private static final long KIND = 1;

  /** Fails on purpose if it is broken. */
  private static final class BreakableStatus extends RecordingStatus {
    volatile boolean broken;

    @Override
    public void error(String message) {
      if (broken) {
        throw new NoClassDefFoundError("status");
      }
      super.error(message);
    }
  }

  private final BreakableStatus status = new BreakableStatus();
  private final Notices notices = new Notices(status);
  private final CallQueue queue = new CallQueue(8);
  private final ReporterMetrics metrics = new ReporterMetrics(queue::waiting);
  private final AtomicInteger failures = new AtomicInteger();

  private WorkerThread making(Callable<Pipeline> maker) {
    return new WorkerThread(
        "LATE",
        queue,
        new Losses(metrics, notices, null),
        notices,
        maker,
        failures::incrementAndGet);
  }

  private void log(int calls) {
    LogCall call = Calls.call().build();
    for (int i = 0; i < calls; i++) {
      assertThat(queue.offer(call, KIND)).isNotEqualTo(CallQueue.Room.REFUSED);
    }
  }

  @Test
  void whatCannotBeMade_isTold_andWhatWaitsForItIsCounted() {
    log(7);
    WorkerThread worker =
        making(
            () -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    worker.start();

    await().until(() -> status.losses.size() == 2);
    assertThat(status.losses.get(0))
        .startsWith("Whorl could not start (java.lang.OutOfMemoryError: unable to create native ");
    assertThat(status.losses.get(1)).startsWith("Whorl dropped 7 events at once");
    assertThat(metrics.dropped(DropReason.INTERNAL_ERROR)).isEqualTo(7);
    assertThat(failures).hasValue(1);
    assertThat(worker.hasEnded()).isTrue();
    assertThat(worker.waiting()).isZero();
    assertThat(worker.close(Long.MAX_VALUE)).isZero();
  }

  @Test
  void stopBeforeThePipelineIsMade_dropsWhatWaits_andLetsItNeverRun() throws Exception {
    log(2);
    CountDownLatch mayEnd = new CountDownLatch(1);
    WorkerThread worker =
        making(
            () -> {
              mayEnd.await();
              throw new IllegalStateException("too late for anybody to hear");
            });
    worker.start();
    assertThat(worker.flush()).isFalse();

    assertThat(worker.close(System.nanoTime())).isEqualTo(2);
    assertThat(metrics.dropped(DropReason.CLOSED)).isEqualTo(2);
    assertThat(worker.hasEnded()).isTrue();

    mayEnd.countDown();
    await().until(() -> Threads.own().stream().noneMatch(name -> name.endsWith("LATE")));
    assertThat(status.losses).isEmpty();
    assertThat(failures).hasValue(0);
  }

  @Test
  void failureWhileAStopWaits_isToldAsSuch() throws Exception {
    log(2);
    CountDownLatch mayEnd = new CountDownLatch(1);
    WorkerThread worker =
        making(
            () -> {
              mayEnd.await();
              throw new NoClassDefFoundError("dev/whorl/Gone");
            });
    worker.start();
    Thread stop = new Thread(() -> worker.close(Long.MAX_VALUE));
    stop.start();
    await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);

    mayEnd.countDown();
    stop.join();
    assertThat(metrics.dropped(DropReason.INTERNAL_ERROR)).isEqualTo(2);
    assertThat(status.losses.get(0)).contains("dev/whorl/Gone");
  }

  @Test
  void statusThatBreaks_leavesNoStopWaiting() {
    status.broken = true;
    WorkerThread worker =
        making(
            () -> {
              throw new NoClassDefFoundError("dev/whorl/Gone");
            });
    worker.start();
    await().until(worker::hasEnded);

    assertThat(worker.close(Long.MAX_VALUE)).isZero();
  }

  @Test
  void pipelineThatIsMadeTooLate_isClosedAndNeverTakesACall(@TempDir Path folder) throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    WorkerThread worker =
        making(
            () -> {
              mayEnd.await();
              return pipeline(folder);
            });
    worker.start();
    assertThat(worker.close(System.nanoTime())).isZero();

    mayEnd.countDown();
    await().until(() -> Threads.own().stream().noneMatch(name -> name.endsWith("LATE")));
    log(1);
    assertThat(worker.waiting()).isEqualTo(1);
    assertThat(worker.hasEnded()).isTrue();
  }

  @Test
  void pipelineThatIsMade_takesWhatWaits(@TempDir Path folder) {
    log(3);
    WorkerThread worker = making(() -> pipeline(folder));
    worker.start();

    assertThat(worker.close(Long.MAX_VALUE)).isZero();
    assertThat(metrics.delivered()).isEqualTo(3);
    assertThat(worker.hasEnded()).isTrue();
  }

  private Pipeline pipeline(Path folder) {
    Settings settings = FolderReporter.settings().set("folder", folder.toString()).build();
    return new Pipeline(
        settings,
        new Integration("test", "LATE"),
        new Pipeline.Parts(
            queue,
            new Grouping(
                settings, new CallVariables(new Scrubber(List.of()), notices), notices, () -> 0),
            serverName -> EventFactoryTest.factory(new ArrayList<>()),
            metrics,
            new Losses(metrics, notices, null),
            null,
            notices,
            () -> {}));
  }

  @Test
  void threadThatWasNeverStarted_isNotWaitedFor() {
    log(1);
    WorkerThread worker = making(() -> null);

    assertThat(worker.close(Long.MAX_VALUE)).isEqualTo(1);
    assertThat(metrics.dropped(DropReason.CLOSED)).isEqualTo(1);
  }
}
