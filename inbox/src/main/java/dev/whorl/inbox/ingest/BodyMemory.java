package dev.whorl.inbox.ingest;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much memory the bodies of all requests may have together. Each takes its share as it grows,
 * so that many small bodies which stand for huge ones cannot use up all there is. Putting one
 * together takes the same again for a moment. Thread-safe.
 */
public final class BodyMemory {
  /** What a body takes at a time. */
  static final int UNIT = 1 << 14;

  private static final int PART_OF_HEAP = 4;
  private static final long PATIENCE_SECONDS = 1;

  private final int units;
  private final long patienceNanos;
  private final Semaphore free;

  /**
   * Has so much memory.
   *
   * @param bytes of all bodies together; counted in units of 16 KiB
   * @param patienceNanos how long one body waits for others, in all
   */
  public BodyMemory(long bytes, long patienceNanos) {
    units = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / UNIT));
    this.patienceNanos = patienceNanos;
    free = new Semaphore(units);
  }

  /**
   * A quarter of what this process may use, for which a body waits a second.
   *
   * @return the memory
   */
  public static BodyMemory ofThisProcess() {
    return new BodyMemory(
        Runtime.getRuntime().maxMemory() / PART_OF_HEAP,
        TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
  }

  /**
   * The share of a body, of nothing yet.
   *
   * @return to be closed when the body is of no use any more
   */
  public Share share() {
    return new Share();
  }

  /** What one body has. Of one thread. */
  public final class Share implements AutoCloseable {
    private int held;
    private long leftNanos = patienceNanos;

    private Share() {}

    /** Takes one unit more. */
    void take() throws RefusedException {
      if (held == units) {
        throw new RefusedException(
            Refusal.BODY_TOO_LARGE,
            "The body needs more memory than the inbox has for all of them; send less at once, or"
                + " start the inbox with a larger -Xmx.");
      }
      if (!free.tryAcquire() && !isFreeInTime()) {
        throw new RefusedException(
            Refusal.BUSY, "The inbox has too much to read; send it again in a moment.");
      }
      held++;
    }

    private boolean isFreeInTime() {
      long begin = System.nanoTime();
      try {
        return free.tryAcquire(leftNanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        leftNanos -= System.nanoTime() - begin;
      }
    }

    /** Gives back what an array had that was read by {@link BoundedBytes}. */
    void giveBack(byte[] bytes) {
      int number = Math.min(held, BoundedBytes.units(bytes.length));
      held -= number;
      free.release(number);
    }

    /** Gives back all of it. */
    @Override
    public void close() {
      free.release(held);
      held = 0;
    }
  }
}
