package dev.whorl;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes log calls from the queue, one at a time, makes events of them and hands them to the outbox.
 */
final class Worker implements Runnable {
  /** How long it sleeps when there is nothing to do, before it looks whether to tell or to end. */
  private static final long IDLE_MILLIS = 100;

  private final BlockingQueue<LogCall> queue;
  private final EventFactory factory;
  private final @Nullable BeforeSend beforeSend;
  private final Grouping grouping;
  private final Outbox outbox;
  private final boolean arrivesInOutbox;
  private final Accounting accounting;
  private final ReporterMetrics metrics;
  private final Notices notices;
  private final AtomicReference<@Nullable LogCall> current = new AtomicReference<>();
  private volatile boolean finishing;
  private volatile boolean ended;
  private @Nullable Thread running;
  private boolean idle;
  private boolean inHook;

  Worker(
      BlockingQueue<LogCall> queue,
      EventFactory factory,
      @Nullable BeforeSend beforeSend,
      Grouping grouping,
      Outbox outbox,
      boolean arrivesInOutbox,
      Accounting accounting,
      ReporterMetrics metrics,
      Notices notices) {
    this.queue = queue;
    this.factory = factory;
    this.beforeSend = beforeSend;
    this.grouping = grouping;
    this.outbox = outbox;
    this.arrivesInOutbox = arrivesInOutbox;
    this.accounting = accounting;
    this.metrics = metrics;
    this.notices = notices;
  }

  @Override
  public void run() {
    synchronized (this) {
      running = Thread.currentThread();
    }
    warmUp();
    while (!ended) {
      try {
        LogCall call = next();
        if (call != null) {
          report(call);
        } else if (finishing) {
          ended = true;
        }
        notices.flush();
        grouping.lookForNewRules();
      } catch (InterruptedException e) {
        // By finish(), to wake it.
      } catch (Throwable e) {
        // The status system failed; there is nobody left to tell.
      }
    }
  }

  /**
   * Loads the classes that the first event needs before it comes, so that a burst finds them ready.
   */
  private void warmUp() {
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
      EncodedEvent unused = EventJson.encode(grouping.apply(factory.create(call), call, factory));
    } catch (Throwable e) {
      // If it fails here it will fail with an event, and be counted there.
    }
  }

  /** The next log call, null if there is none for the moment. */
  private @Nullable LogCall next() throws InterruptedException {
    synchronized (this) {
      idle = true;
    }
    try {
      return queue.poll(finishing ? 0 : IDLE_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      synchronized (this) {
        idle = false;
        // What was meant to wake this thread must not break what it does next.
        boolean unused = Thread.interrupted();
      }
    }
  }

  private void report(LogCall call) {
    current.set(call);
    try {
      ErrorEvent made = factory.create(call);
      ErrorEvent event = changedByHook(made, call);
      if (event == null) {
        drop(call, DropReason.BEFORE_SEND, "");
        return;
      }
      EncodedEvent encoded = encode(event, made, call);
      if (encoded == null) {
        drop(call, DropReason.TOO_LARGE, "more than " + EventJson.MAX_BYTES + " bytes");
      } else if (claim(call)) {
        hand(encoded);
      }
    } catch (Throwable e) {
      drop(call, DropReason.INTERNAL_ERROR, e.toString());
    }
  }

  /**
   * Whether nobody accounted for the call meanwhile, as abandon() does for one that takes too long.
   */
  private boolean claim(LogCall call) {
    return current.compareAndSet(call, null);
  }

  private void drop(LogCall call, DropReason reason, String detail) {
    if (claim(call)) {
      accounting.dropped(reason, detail);
    }
  }

  /** What a hook put into an event may be what cannot be written; then the event goes as it was. */
  private @Nullable EncodedEvent encode(ErrorEvent event, ErrorEvent made, LogCall call) {
    try {
      return EventJson.encode(grouping.apply(event, call, factory));
    } catch (RuntimeException e) {
      if (event == made) {
        throw e;
      }
      hookFailed(e);
      return EventJson.encode(grouping.apply(made, call, factory));
    }
  }

  private void hand(EncodedEvent encoded) {
    Outbox.Refusal refusal;
    try {
      refusal = outbox.put(encoded);
    } catch (Throwable e) {
      // The event is claimed by now, so nobody else would count it.
      refusal = new Outbox.Refusal(DropReason.INTERNAL_ERROR, e.toString());
    }
    if (refusal != null) {
      accounting.dropped(refusal.reason(), refusal.detail());
    } else if (arrivesInOutbox) {
      accounting.delivered();
    }
  }

  /** Null if the hook drops the event. */
  private @Nullable ErrorEvent changedByHook(ErrorEvent event, LogCall call) {
    if (beforeSend == null) {
      return event;
    }
    ErrorEvent changed;
    hookRuns(true);
    try {
      changed = beforeSend.apply(event, call);
    } catch (Throwable e) {
      hookFailed(e);
      return event;
    } finally {
      hookRuns(false);
    }
    if (changed == null || Objects.equals(changed.fingerprint(), event.fingerprint())) {
      return changed;
    }
    return changed.toBuilder()
        .contextValue(ErrorEvent.WHORL_CONTEXT, EventFactory.FINGERPRINT_FROM, "before-send")
        .build();
  }

  private void hookFailed(Throwable e) {
    metrics.countHookFailure();
    notices.warnOnce(
        "beforeSend",
        "The beforeSend hook "
            + (beforeSend == null ? "" : beforeSend.getClass().getName())
            + " failed. The event was sent as it was; further failures are only counted",
        e);
  }

  /** A hook may leave its thread interrupted, and to write a file then closes the file. */
  private synchronized void hookRuns(boolean runs) {
    inHook = runs;
    boolean unused = Thread.interrupted();
  }

  /** Ends the worker when the queue is empty. */
  synchronized void finish() {
    finishing = true;
    if (idle && running != null) {
      running.interrupt();
    }
  }

  /**
   * Ends the worker now, whatever it does; drops what is left and says how many events these are.
   */
  int abandon() {
    ended = true;
    synchronized (this) {
      if (running != null && inHook) {
        running.interrupt();
      }
    }
    List<LogCall> left = new ArrayList<>();
    LogCall inHand = current.getAndSet(null);
    if (inHand != null) {
      left.add(inHand);
    }
    queue.drainTo(left);
    left.forEach(call -> accounting.dropped(DropReason.CLOSED, ""));
    return left.size();
  }

  boolean hasEnded() {
    return ended;
  }

  int inHand() {
    return current.get() == null ? 0 : 1;
  }
}
