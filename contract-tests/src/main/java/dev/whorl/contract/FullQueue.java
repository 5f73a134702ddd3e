package dev.whorl.contract;

import com.sun.management.ThreadMXBean;
import dev.whorl.BeforeSend;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogCall;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A hook in which the worker hangs until this is closed. Before it is a queue that the test made
 * with room for one call.
 */
public final class FullQueue implements BeforeSend, AutoCloseable {
  /** What becomes of a call is told at the 1,000th, which takes memory, and at the 10,000th. */
  private static final int WARM_UPS = 1_500;

  private static final int MEASURED = 1_000;

  /** How many calls {@link #allocatedBytes} makes. */
  public static final int CALLS = WARM_UPS + MEASURED;

  private final CountDownLatch hangs = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Makes one that is open. */
  public FullQueue() {}

  @Override
  public ErrorEvent apply(ErrorEvent event, LogCall call) {
    hangs.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return event;
  }

  /**
   * Hands over two calls: one that hangs, and one that fills the queue.
   *
   * @param call appends an event
   */
  public void fill(Runnable call) throws InterruptedException {
    call.run();
    if (!hangs.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The worker did not come to the hook");
    }
    call.run();
  }

  /**
   * What a call allocates on the calling thread once all classes are loaded.
   *
   * @param call appends an event
   * @return bytes of each of 1,000 calls, rounded down: rarely the JVM itself adds some to one,
   *     such as when it leaves compiled code
   */
  public static long allocatedBytes(Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < WARM_UPS; i++) {
      call.run();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    if (before < 0) {
      throw new IllegalStateException("This JVM does not tell what threads allocate");
    }
    for (int i = 0; i < MEASURED; i++) {
      call.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
