package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whorl.event.DropReason;
import dev.whorl.event.LogCall;
import dev.whorl.testing.Calls;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkerThreadTest {
  private static final long KIND = 1;

  private final RecordingStatus status = new RecordingStatus();
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

    await().until(worker::hasEnded);
    await().until(() -> metrics.dropped(DropReason.INTERNAL_ERROR) == 7);
    assertThat(failures).hasValue(1);
    assertThat(status.losses.get(0))
        .startsWith("Whorl could not start, and drops and counts what is logged: ")
        .contains("unable to create native thread");
    assertThat(worker.waiting()).isZero();
    assertThat(worker.close(System.nanoTime())).isZero();
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
  void threadThatWasNeverStarted_isNotWaitedFor() {
    log(1);
    WorkerThread worker = making(() -> null);

    assertThat(worker.close(Long.MAX_VALUE)).isEqualTo(1);
    assertThat(metrics.dropped(DropReason.CLOSED)).isEqualTo(1);
  }
}
