package dev.whorl;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the worker waits for log calls. For a while after each it naps and looks by itself, then it
 * sleeps until it is woken. To wake it costs a caller 20 to 200 µs on a virtual machine: another
 * processor has to be called, or the worker takes the caller's own.
 */
final class WorkerRest {
  private static final long ALERT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Naps get longer with the time since the last call: some 230 of them until it sleeps. */
  private static final long SHORTEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int NAPS_IN_IDLE_TIME = 20;

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

  /**
   * A call came; under the lock, by its caller.
   *
   * @return whether to end the {@link #endNap nap}, after the lock was given back
   */
  boolean called() {
    if (sleeping) {
      sleeping = false;
      woken.signal();
      return false;
    }
    return waiting.getAsInt() == many;
  }

  /** Wakes the worker if it naps. */
  void endNap() {
    LockSupport.unpark(napping);
  }

  /** The worker found a call at this time. */
  void worked(long now) {
    lastWork = now;
  }

  /** The worker found none; returns after a while, or when there may be one. */
  void rest(long now, long nanos) throws InterruptedException {
    long idle = now - lastWork;
    if (idle < ALERT_NANOS) {
      long nap = Math.max(SHORTEST_NAP_NANOS, idle / NAPS_IN_IDLE_TIME);
      nap(Math.min(nanos, Math.min(nap, LONGEST_NAP_NANOS)));
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
