package dev.whorl;

import dev.whorl.capture.EventFactory;
import dev.whorl.delivery.Accounting;
import dev.whorl.delivery.Outbox;
import dev.whorl.event.DropReason;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogCall;
import dev.whorl.protocol.EncodedEvent;
import dev.whorl.protocol.EventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final Outbox outbox;
  private final boolean arrivesInOutbox;
  private final Accounting accounting;
  private final ReporterMetrics metrics;
  private final Notices notices;
  private final AtomicInteger inHand = new AtomicInteger();
  private volatile boolean finishing;
  private volatile boolean ended;
  private @Nullable Thread running;
  private boolean idle;

  Worker(
      BlockingQueue<LogCall> queue,
      EventFactory factory,
      @Nullable BeforeSend beforeSend,
      Outbox outbox,
      boolean arrivesInOutbox,
      Accounting accounting,
      ReporterMetrics metrics,
      Notices notices) {
    this.queue = queue;
    this.factory = factory;
    this.beforeSend = beforeSend;
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
    while (!ended) {
      try {
        LogCall call = next();
        if (call != null) {
          report(call);
        } else if (finishing) {
          ended = true;
        }
        notices.flush();
      } catch (InterruptedException e) {
        // By finish(), to wake it.
      } catch (Throwable e) {
        // The status system failed; there is nobody left to tell.
      }
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
    inHand.incrementAndGet();
    try {
      ErrorEvent event = changedByHook(factory.create(call), call);
      if (event == null) {
        accounting.dropped(DropReason.BEFORE_SEND, "");
        return;
      }
      EncodedEvent encoded = EventJson.encode(event);
      if (encoded == null) {
        accounting.dropped(DropReason.TOO_LARGE, "more than " + EventJson.MAX_BYTES + " bytes");
        return;
      }
      hand(encoded);
    } catch (Throwable e) {
      accounting.dropped(DropReason.INTERNAL_ERROR, e.toString());
    } finally {
      inHand.decrementAndGet();
    }
  }

  private void hand(EncodedEvent encoded) {
    // A hook may leave its thread interrupted, and to write a file then closes the file.
    boolean unused = Thread.interrupted();
    Outbox.Refusal refusal = outbox.put(encoded);
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
    try {
      changed = beforeSend.apply(event, call);
    } catch (Throwable e) {
      metrics.countHookFailure();
      notices.warnOnce(
          "beforeSend",
          "The beforeSend hook "
              + beforeSend.getClass().getName()
              + " threw an exception. The event was sent as it was; further failures are only counted",
          e);
      return event;
    }
    if (changed == null || Objects.equals(changed.fingerprint(), event.fingerprint())) {
      return changed;
    }
    return changed.toBuilder()
        .contextValue(ErrorEvent.WHORL_CONTEXT, EventFactory.FINGERPRINT_FROM, "before-send")
        .build();
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
      if (running != null && running.isAlive() && inHand.get() > 0) {
        running.interrupt();
      }
    }
    List<LogCall> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(call -> accounting.dropped(DropReason.CLOSED, ""));
    return left.size() + inHand.get();
  }

  boolean hasEnded() {
    return ended;
  }

  int inHand() {
    return inHand.get();
  }
}
