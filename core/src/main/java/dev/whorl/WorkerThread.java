package dev.whorl;

import dev.whorl.delivery.WhorlThreads;
import dev.whorl.event.DropReason;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that makes the pipeline, so that who starts a reporter does not wait for that, and
 * then runs it. Meanwhile log calls wait in the queue; they are dropped and counted if it comes to
 * no pipeline.
 */
final class WorkerThread {
  /** How long an application that is being started is left alone, in looks of a millisecond. */
  private static final int LOOKS = 50;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final CallQueue queue;
  private final Losses losses;
  private final Notices notices;
  private final Runnable whenFailed;
  private final FutureTask<Pipeline> making;
  private final Thread thread;

  /** Null until it is made. */
  private volatile @Nullable Pipeline pipeline;

  private volatile boolean closing;

  /** Whether nobody takes calls from the queue and nobody will. */
  private volatile boolean abandoned;

  /**
   * Makes one that stands still until it is started.
   *
   * @param appender the appender's name
   * @param queue where log calls wait
   * @param losses told of those that are dropped for want of a pipeline
   * @param notices told why there is none
   * @param maker of the pipeline
   * @param whenFailed run before the queue is given up because there is no pipeline
   */
  WorkerThread(
      String appender,
      CallQueue queue,
      Losses losses,
      Notices notices,
      Callable<Pipeline> maker,
      Runnable whenFailed) {
    this.queue = queue;
    this.losses = losses;
    this.notices = notices;
    this.whenFailed = whenFailed;
    making = new FutureTask<>(maker);
    thread = WhorlThreads.worker(appender, this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    awaitCall();
    making.run();
    try {
      Pipeline made = making.get();
      pipeline = made;
      made.run();
    } catch (CancellationException e) {
      // Closed before it was made.
    } catch (ExecutionException e) {
      failed(e.getCause());
    } catch (Throwable e) {
      failed(e);
    }
  }

  /**
   * Unless a log call waits there is no hurry, and the application has the processors meanwhile.
   */
  private void awaitCall() {
    for (int look = 0; look < LOOKS && queue.size() == 0 && !closing; look++) {
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
  }

  /** No memory or no thread, most likely; whoever started the reporter has gone on long ago. */
  private void failed(@Nullable Throwable cause) {
    whenFailed.run();
    notices.error(
        "Whorl could not start, and drops and counts what is logged: "
            + cause
            + ". Mend that and start the appender anew.");
    Pipeline made = pipeline;
    if (made == null) {
      long unused = dropQueue(DropReason.INTERNAL_ERROR, String.valueOf(cause));
    } else {
      long unused = made.close(System.nanoTime());
    }
  }

  private long dropQueue(DropReason reason, String detail) {
    abandoned = true;
    CallQueue.Left left = queue.drain();
    long dropped = left.calls().size() + left.counted();
    if (dropped > 0) {
      losses.drop(reason, dropped, detail);
    }
    return dropped;
  }

  /** Whether nobody takes calls from the queue any more. */
  boolean hasEnded() {
    Pipeline made = pipeline;
    return abandoned || made != null && made.hasEnded();
  }

  /** How many events are in the queue or behind it; asked in this order, since they move on. */
  long waiting() {
    long inQueue = queue.waiting();
    return inQueue + behindQueue();
  }

  /** How many events are behind the queue. */
  long behindQueue() {
    Pipeline made = pipeline;
    return made == null ? 0 : made.waiting();
  }

  /** Lets events go out that stand for suppressed ones; false if there is no pipeline yet. */
  boolean flush() {
    Pipeline made = pipeline;
    if (made == null) {
      return false;
    }
    made.flush();
    return true;
  }

  /**
   * Ends the pipeline, which sends until the deadline what waits.
   *
   * @param deadline a value of {@link System#nanoTime}
   * @return how many events were dropped for want of time
   */
  long close(long deadline) {
    closing = true;
    Pipeline made = made(deadline);
    if (made == null) {
      return dropQueue(DropReason.CLOSED, "");
    }
    made.finish();
    WhorlThreads.join(thread, deadline);
    return made.close(deadline);
  }

  /** Null if it is not made within the time; it never runs then. */
  private @Nullable Pipeline made(long deadline) {
    boolean interrupted = false;
    try {
      // A thread that could not be started makes nothing.
      while (thread.getState() != Thread.State.NEW) {
        try {
          return making.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (TimeoutException | ExecutionException | CancellationException e) {
      // As it is said below.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    making.cancel(false);
    return null;
  }
}
