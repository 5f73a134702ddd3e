package dev.whorl.inbox.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for the writer, bounded by number and by bytes. */
final class Intake {
  private final int mostJobs;
  private final long mostBytes;
  private final Duration patience;
  private final ArrayDeque<Job> jobs = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition taken = lock.newCondition();
  private final Condition added = lock.newCondition();
  private long bytes;
  private boolean closed;

  Intake(int mostJobs, long mostBytes, Duration patience) {
    this.mostJobs = mostJobs;
    this.mostBytes = mostBytes;
    this.patience = patience;
  }

  /**
   * Adds a job, and waits for room if there is none.
   *
   * @throws BusyException if there is still none after a while
   * @throws StoreException if the store is closed
   */
  void put(Job job) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!closed && isFull(job)) {
        if (left <= 0) {
          throw busy();
        }
        left = taken.awaitNanos(left);
      }
      if (closed) {
        throw new StoreException("the inbox is closed");
      }
      jobs.add(job);
      bytes += job.bytes();
      added.signal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } finally {
      lock.unlock();
    }
  }

  private BusyException busy() {
    return new BusyException(
        jobs.size() + " events wait to be written, and the disk does not keep up: try again later");
  }

  /** A job larger than all room is let in when it is alone. */
  private boolean isFull(Job job) {
    return jobs.size() >= mostJobs || !jobs.isEmpty() && bytes + job.bytes() > mostBytes;
  }

  /** Takes all that waits, up to a number; waits a while if there is nothing. */
  List<Job> take(int most, Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (jobs.isEmpty() && !closed && left > 0) {
        left = added.awaitNanos(left);
      }
      List<Job> batch = new ArrayList<>();
      while (batch.size() < most && !jobs.isEmpty()) {
        Job job = jobs.remove();
        bytes -= job.bytes();
        batch.add(job);
      }
      taken.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing waits, and nobody waits for the end. */
  boolean isIdle() {
    lock.lock();
    try {
      return !closed && jobs.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing in any more. What waits can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      taken.signalAll();
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isDrained() {
    lock.lock();
    try {
      return closed && jobs.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
