package dev.whorl;

import dev.whorl.delivery.WhorlThreads;
import dev.whorl.event.DropReason;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
  private final Callable<Pipeline> maker;
  private final Thread thread;

  /** Whoever completes it decides whether the pipeline is run. */
  private final CompletableFuture<Pipeline> pipeline = new CompletableFuture<>();

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
    this.maker = maker;
    thread = WhorlThreads.worker(appender, this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    awaitCall();
    Pipeline made = null;
    try {
      made = maker.call();
      made.start();
    } catch (Throwable e) {
      failed(e, made);
      return;
    }
    if (pipeline.complete(made)) {
      made.run();
    } else {
      long unused = made.close(System.nanoTime());
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

  /**
   * No memory or no thread, most likely; whoever started the reporter has gone on long ago. What
   * waits is in the books before anybody is told, for which there may be no memory either.
   */
  private void failed(Throwable cause, @Nullable Pipeline made) {
    // Else a stop had no more time to wait, and dropped what was there.
    boolean isAwaited = !pipeline.isDone();
    try {
      if (isAwaited) {
        whenFailed.run();
        long unused = dropQueue(DropReason.INTERNAL_ERROR, cause.getClass().getName());
      }
      if (made != null) {
        long unused = made.close(System.nanoTime());
      }
      if (isAwaited) {
        notices.error(
            "Whorl could not start (%s), so all that is logged is dropped and counted. Mend that and start the appender anew."
                .formatted(cause));
        notices.flush();
      }
    } catch (Throwable e) {
      // The status system failed, or there is no memory to tell; the counters have it.
    } finally {
      pipeline.completeExceptionally(cause);
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

  /** Null if there is none yet, or none at all. */
  private @Nullable Pipeline made() {
    return pipeline.isDone() && !pipeline.isCompletedExceptionally() ? pipeline.join() : null;
  }

  /** Whether nobody takes calls from the queue any more. */
  boolean hasEnded() {
    Pipeline made = made();
    return abandoned || made != null && made.hasEnded();
  }

  /** How many events are in the queue or behind it; asked in this order, since they move on. */
  long waiting() {
    long inQueue = queue.waiting();
    return inQueue + behindQueue();
  }

  /** How many events are behind the queue. */
  long behindQueue() {
    Pipeline made = made();
    return made == null ? 0 : made.waiting();
  }

  /** Lets events go out that stand for suppressed ones; false if there is no pipeline yet. */
  boolean flush() {
    Pipeline made = made();
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
    Pipeline made = await(deadline);
    if (made == null) {
      return dropQueue(DropReason.CLOSED, "");
    }
    made.finish();
    WhorlThreads.join(thread, deadline);
    return made.close(deadline);
  }

  /** Null if there is none within the time; none is run then. */
  private @Nullable Pipeline await(long deadline) {
    boolean interrupted = false;
    // A thread that could not be started makes nothing.
    boolean comes = thread.getState() != Thread.State.NEW;
    while (comes && !pipeline.isDone()) {
      try {
        Pipeline unused = pipeline.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (TimeoutException | ExecutionException e) {
        comes = false;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    pipeline.completeExceptionally(new CancellationException());
    return made();
  }
}
