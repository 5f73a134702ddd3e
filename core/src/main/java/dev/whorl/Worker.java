package dev.whorl;

import dev.whorl.ReporterMetrics.Step;
import dev.whorl.capture.EventFactory;
import dev.whorl.delivery.Accounting;
import dev.whorl.delivery.Outbox;
import dev.whorl.event.DropReason;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogCall;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Severity;
import dev.whorl.event.ThrowableView;
import dev.whorl.protocol.EncodedEvent;
import dev.whorl.protocol.EventJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes log calls from the queue, one at a time, makes events of them and hands them to the
 * limiter.
 */
final class Worker implements Runnable {
  /** How long it sleeps when there is nothing to do, before it looks whether to tell or to end. */
  private static final long IDLE_MILLIS = 100;

  private static final long WARM_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int WARM_UPS = 50;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * In a storm the worker rests after so many events that were suppressed: what comes meanwhile is
   * counted by the queue, and the callers have the processors. On Log4j eight of them log 200,000
   * errors in 1.1 s in place of 1.6, and of 1,000 one waits for 0.04 ms or more in place of 8.
   */
  private static final int STORM_EVENTS = 32;

  /** Each rest ends with a caller who has to wait, so there must not be many of them. */
  private static final long STORM_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final CallQueue queue;
  private final EventFactory factory;
  private final @Nullable BeforeSend beforeSend;
  private final Grouping grouping;
  private final GroupLimiter limiter;
  private final Outbox outbox;
  private final Accounting accounting;
  private final ReporterMetrics metrics;
  private final Notices notices;
  private final Runnable nowAndThen;
  private final AtomicReference<CallQueue.@Nullable Waiting> current = new AtomicReference<>();
  private volatile boolean handingOver;
  private volatile boolean flushing;
  private volatile boolean finishing;
  private volatile boolean ended;
  private long ticked;
  private @Nullable Thread running;
  private int suppressed;
  private boolean idle;
  private boolean inHook;

  /**
   * What the worker works with.
   *
   * @param queue where log calls come from
   * @param factory makes events of them
   * @param beforeSend the hook, null for none
   * @param grouping says which group they are in
   * @param limiter where they go
   * @param outbox behind the limiter; only reminded of the time here
   * @param accounting told of losses
   * @param metrics told how long steps take
   * @param notices told by this thread
   * @param nowAndThen run some times a second
   */
  record Parts(
      CallQueue queue,
      EventFactory factory,
      @Nullable BeforeSend beforeSend,
      Grouping grouping,
      GroupLimiter limiter,
      Outbox outbox,
      Accounting accounting,
      ReporterMetrics metrics,
      Notices notices,
      Runnable nowAndThen) {}

  Worker(Parts parts) {
    queue = parts.queue();
    factory = parts.factory();
    beforeSend = parts.beforeSend();
    grouping = parts.grouping();
    limiter = parts.limiter();
    outbox = parts.outbox();
    accounting = parts.accounting();
    metrics = parts.metrics();
    notices = parts.notices();
    nowAndThen = parts.nowAndThen();
  }

  @Override
  public void run() {
    synchronized (this) {
      running = Thread.currentThread();
    }
    warmUp();
    while (!ended) {
      try {
        CallQueue.Waiting call = next();
        if (call != null) {
          report(call);
          restInStorm();
        } else if (finishing) {
          handOver(limiter::flush);
          ended = true;
        }
        if (flushing) {
          flushing = false;
          handOver(limiter::flush);
        }
        tick();
      } catch (InterruptedException e) {
        // By whoever wants it to look now.
      } catch (Throwable e) {
        // The status system failed; there is nobody left to tell.
      }
    }
    notices.flush();
  }

  private void restInStorm() {
    if (suppressed >= STORM_EVENTS && queue.isStormy() && !finishing && !flushing) {
      suppressed = 0;
      LockSupport.parkNanos(this, STORM_REST_NANOS);
    }
  }

  private void tick() {
    notices.flush();
    long now = System.nanoTime();
    if (now - ticked < TICK_NANOS) {
      return;
    }
    ticked = now;
    handOver(limiter::tick);
    outbox.tick();
    grouping.lookForNewRules();
    nowAndThen.run();
  }

  /**
   * Loads the classes that the first event needs before it comes, and runs what is slow at first a
   * few times, so that a burst finds it ready. Ends as soon as there is real work.
   */
  private void warmUp() {
    long end = System.nanoTime() + WARM_UP_NANOS;
    for (int i = 0; i < WARM_UPS && queue.size() == 0 && System.nanoTime() - end < 0; i++) {
      makeUnused();
    }
  }

  private void makeUnused() {
    try {
      LogCall call =
          new LogCall(
              Instant.EPOCH,
              Severity.ERROR,
              "",
              "",
              0,
              new LogMessage(null, "", List.of()),
              ThrowableView.of(new IllegalStateException()),
              Map.of(),
              Map.of(),
              List.of(),
              null,
              List.of());
      EncodedEvent unused =
          EventJson.encode(grouping.apply(factory.create(call), call, factory).event());
    } catch (Throwable e) {
      // If it fails here it will fail with an event, and be counted there.
    }
  }

  /** The next log call, null if there is none for the moment. */
  private CallQueue.@Nullable Waiting next() throws InterruptedException {
    synchronized (this) {
      idle = true;
    }
    try {
      return queue.take(finishing || flushing ? 0 : IDLE_MILLIS);
    } finally {
      synchronized (this) {
        idle = false;
        // What was meant to wake this thread must not break what it does next.
        boolean unused = Thread.interrupted();
      }
    }
  }

  private void report(CallQueue.Waiting waiting) {
    current.set(waiting);
    LogCall call = waiting.call();
    try {
      long begin = System.nanoTime();
      ErrorEvent made = factory.create(call);
      metrics.record(Step.CREATE, System.nanoTime() - begin);
      ErrorEvent event = changedByHook(made, call);
      if (event == null) {
        drop(waiting, DropReason.BEFORE_SEND, "");
        return;
      }
      begin = System.nanoTime();
      Grouping.Grouped grouped = grouping.apply(event, call, factory);
      metrics.record(Step.GROUP, System.nanoTime() - begin);
      handOver(
          () -> {
            if (claim(waiting)) {
              admit(waiting, grouped);
            }
          });
    } catch (Throwable e) {
      // By its name: its own code may be what failed.
      drop(waiting, DropReason.INTERNAL_ERROR, e.getClass().getName());
    }
  }

  /** While an event is on its way from here to the outbox, nobody else has it. */
  private void handOver(Runnable work) {
    handingOver = true;
    try {
      work.run();
    } finally {
      handingOver = false;
    }
  }

  private void admit(CallQueue.Waiting waiting, Grouping.Grouped grouped) {
    long counted = queue.settle(waiting);
    try {
      boolean wasSuppressed = limiter.admit(grouped.group(), grouped.event(), counted);
      suppressed = wasSuppressed ? suppressed + 1 : 0;
    } catch (Throwable e) {
      // The limiter itself failed before it took the event; the exit behind it never fails.
      accounting.dropped(DropReason.INTERNAL_ERROR, 1, e.getClass().getName());
    }
  }

  /**
   * Whether nobody accounted for the call meanwhile, as abandon() does for one that takes too long.
   */
  private boolean claim(CallQueue.Waiting waiting) {
    return current.compareAndSet(waiting, null);
  }

  private void drop(CallQueue.Waiting waiting, DropReason reason, String detail) {
    // Out of the queue and not yet counted, it would be nowhere for who waits until all is done.
    handOver(
        () -> {
          if (claim(waiting)) {
            long orphans = queue.leave(waiting);
            accounting.dropped(reason, 1, detail);
            if (orphans > 0) {
              accounting.dropped(
                  DropReason.QUEUE_FULL,
                  orphans,
                  "the event that was to carry their number was dropped as " + reason.label());
            }
          }
        });
  }

  /** Null if the hook drops the event. */
  private @Nullable ErrorEvent changedByHook(ErrorEvent event, LogCall call) {
    if (beforeSend == null) {
      return event;
    }
    ErrorEvent changed;
    hookRuns(true);
    long begin = System.nanoTime();
    try {
      changed = beforeSend.apply(event, call);
      if (changed != null && changed != event) {
        // A hook may put together what cannot be written; it is better to know that now.
        EncodedEvent unused = EventJson.encode(changed);
      }
    } catch (Throwable e) {
      hookFailed(e);
      return event;
    } finally {
      hookRuns(false);
      metrics.record(Step.HOOK, System.nanoTime() - begin);
    }
    if (changed == null || Objects.equals(changed.fingerprint(), event.fingerprint())) {
      return changed;
    }
    return changed.toBuilder()
        .contextValue(ErrorEvent.WHORL_CONTEXT, EventFactory.FINGERPRINT_FROM, "before-send")
        .build();
  }

  private void hookFailed(Throwable e) {
    notices.warnThinned(
        metrics.countHookFailure() + 1,
        "The beforeSend hook "
            + (beforeSend == null ? "" : beforeSend.getClass().getName())
            + " failed. The event was sent as it was",
        e);
  }

  /** A hook may leave its thread interrupted, and to write a file then closes the file. */
  private synchronized void hookRuns(boolean runs) {
    inHook = runs;
    boolean unused = Thread.interrupted();
  }

  /** Ends the worker when the queue is empty. */
  void finish() {
    finishing = true;
    wake();
  }

  /** Lets events go out that stand for suppressed ones. */
  void flush() {
    flushing = true;
    wake();
  }

  private synchronized void wake() {
    if (idle && running != null) {
      running.interrupt();
    }
  }

  /**
   * Ends the worker now, whatever it does; drops what is left and says how many events these are.
   */
  long abandon() {
    ended = true;
    // Before the interrupt, after which a hook may be done with it.
    CallQueue.Waiting inHand = current.getAndSet(null);
    synchronized (this) {
      if (running != null && inHook) {
        running.interrupt();
      }
    }
    long left = 0;
    if (inHand != null) {
      left += 1 + queue.leave(inHand);
    }
    CallQueue.Left inQueue = queue.drain();
    left += inQueue.calls().size() + inQueue.counted() + limiter.abandon();
    if (left > 0) {
      accounting.dropped(DropReason.CLOSED, left, "");
    }
    return left;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Whether it has an event that is neither in the queue any more nor in the outbox yet. */
  boolean isHandingOver() {
    return handingOver;
  }
}
