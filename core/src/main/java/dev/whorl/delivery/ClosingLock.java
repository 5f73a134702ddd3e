package dev.whorl.delivery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Guards files that are to be closed at the end. Whoever closes it does not wait long for a disk
 * that hangs under the lock; the last one to leave it then does what is to be done at the end.
 */
final class ClosingLock {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable atTheEnd;
  private volatile boolean closed;
  private boolean finished;

  /**
   * Makes an open one.
   *
   * @param atTheEnd run once, under the lock, after {@link #close}
   */
  ClosingLock(Runnable atTheEnd) {
    this.atTheEnd = atTheEnd;
  }

  void lock() {
    lock.lock();
  }

  boolean tryLock() {
    return lock.tryLock();
  }

  /** Locks unless that takes too long. */
  boolean lockSoon() {
    return WhorlThreads.lock(lock, PATIENCE_NANOS);
  }

  void unlock() {
    lock.unlock();
    // Asked only now: a close that came a moment ago found the lock taken and went away.
    if (closed && lock.tryLock()) {
      try {
        if (!finished) {
          finished = true;
          atTheEnd.run();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    if (lockSoon()) {
      unlock();
    }
  }
}
