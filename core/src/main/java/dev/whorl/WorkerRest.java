package dev.whorl;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the worker waits for log calls. For a while after each it naps and looks by itself, then it
 * sleeps until it is woken: to wake it costs a caller some 5 µs, and at 2,000 calls a second nearly
 * each of them would have to.
 */
final class WorkerRest {
  private static final long ALERT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReentrantLock lock;
  private final Condition woken;
  private final IntSupplier waiting;
  private final int many;

  /** Under the lock. */
  private boolean sleeping;

  private volatile @Nullable Thread napping;

  /** The worker's own. */
  private long lastWork = System.nanoTime() - ALERT_NANOS;

  /**
   * Makes one.
   *
   * @param lock held by callers when they add a call
   * @param waiting how many calls wait; needs no lock
   * @param many so many end a nap
   */
  WorkerRest(ReentrantLock lock, IntSupplier waiting, int many) {
    this.lock = lock;
    woken = lock.newCondition();
    this.waiting = waiting;
    this.many = many;
  }

  /** A call came; under the lock, by its caller. */
  void called() {
    if (sleeping) {
      sleeping = false;
      woken.signal();
    } else if (waiting.getAsInt() == many) {
      LockSupport.unpark(napping);
    }
  }

  /** The worker found a call at this time. */
  void worked(long now) {
    lastWork = now;
  }

  /** The worker found none; returns after a while, or when there may be one. */
  void rest(long now, long nanos) throws InterruptedException {
    if (now - lastWork < ALERT_NANOS) {
      nap(Math.min(NAP_NANOS, nanos));
    } else {
      sleep(nanos);
    }
  }

  private void nap(long nanos) throws InterruptedException {
    napping = Thread.currentThread();
    // What came before that was written has woken nobody.
    if (waiting.getAsInt() < many) {
      LockSupport.parkNanos(this, nanos);
    }
    napping = null;
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // The loop is that of the worker, which looks again.
  private void sleep(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (waiting.getAsInt() == 0) {
        sleeping = true;
        long unused = woken.awaitNanos(nanos);
      }
    } finally {
      sleeping = false;
      lock.unlock();
    }
  }
}
