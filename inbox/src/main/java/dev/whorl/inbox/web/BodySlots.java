package dev.whorl.inbox.web;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many bodies are read at a time. Each holds a thread until it is there, so slow clients must
 * not have all of them: pages are to be seen meanwhile.
 */
final class BodySlots {
  private final Semaphore free;
  private final long patienceNanos;

  /**
   * Makes room.
   *
   * @param number how many bodies
   * @param patienceNanos how long one more waits for its turn
   */
  BodySlots(int number, long patienceNanos) {
    free = new Semaphore(number);
    this.patienceNanos = patienceNanos;
  }

  void take() throws IOException {
    try {
      if (free.tryAcquire(patienceNanos, TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new NoneFreeException();
  }

  void giveBack() {
    free.release();
  }

  /** Others have not sent theirs yet. */
  static final class NoneFreeException extends IOException {
    private static final long serialVersionUID = 1L;

    NoneFreeException() {
      super("too many bodies are on their way");
    }
  }
}
