package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.CallQueue.Room;
import dev.whorl.event.LogCall;
import dev.whorl.testing.Calls;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No call stays in the queue because nobody woke the worker. */
@Timeout(60)
class WorkerRestTest {
  private static final int CALLS = 400;
  private static final long PATIENCE_MILLIS = 30_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CallQueue queue = new CallQueue(64);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void callsThatComeWhileTheWorkerNapsOrSleeps_areTakenWithinItsPatience() throws Exception {
    Future<Integer> worker = threads.submit(() -> take(CALLS));
    LogCall call = Calls.call().build();
    for (int i = 0; i < CALLS; i++) {
      assertThat(queue.offer(call, i)).isEqualTo(Room.ADMIT);
      // Now and then so long that the worker goes to sleep, else so that it naps.
      LockSupport.parkNanos(i % 100 == 99 ? 1_100_000_000 : 300_000);
      while (queue.size() > 0) {
        Thread.onSpinWait();
      }
    }

    assertThat(worker.get()).isZero();
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void burst_endsANapEarly() throws Exception {
    LogCall call = Calls.call().build();
    Future<Integer> worker = threads.submit(() -> take(32 * 200));
    for (int burst = 0; burst < 200; burst++) {
      for (int i = 0; i < 32; i++) {
        assertThat(queue.offer(call, i)).isEqualTo(Room.ADMIT);
      }
      while (queue.size() > 0) {
        Thread.onSpinWait();
      }
    }

    assertThat(worker.get()).isZero();
  }

  /** Takes so many; gives how often it waited in vain for half a minute. */
  private int take(int calls) throws InterruptedException {
    int inVain = 0;
    for (int taken = 0; taken < calls && inVain == 0; ) {
      long begin = System.nanoTime();
      CallQueue.Waiting waiting = queue.take(PATIENCE_MILLIS);
      // One that nobody woke would find the call at the end of its patience.
      long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      if (waiting == null || waited > PATIENCE_MILLIS / 2) {
        inVain++;
      } else {
        taken++;
        assertThat(queue.settle(waiting)).isZero();
      }
    }
    return inVain;
  }
}
