package dev.whorl.delivery;

import dev.whorl.delivery.Sender.Result;
import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Moves events from an outbox to a sender, several at once, and accounts for each. */
public final class Delivery {
  /** How long a sender thread whose request was broken off may take to say so. */
  private static final long CANCEL_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final MemoryOutbox outbox;
  private final Sender sender;
  private final Accounting accounting;
  private final List<Thread> threads;
  private volatile boolean cancelled;

  /**
   * Makes a delivery that stands still until it is started.
   *
   * @param outbox where events come from
   * @param sender where they go
   * @param maxInFlight how many are sent at once
   * @param appender the appender's name, for the names of the threads
   * @param accounting told about the end of each event
   */
  public Delivery(
      MemoryOutbox outbox, Sender sender, int maxInFlight, String appender, Accounting accounting) {
    this.outbox = outbox;
    this.sender = sender;
    this.accounting = accounting;
    threads =
        IntStream.rangeClosed(1, maxInFlight)
            .mapToObj(number -> WhorlThreads.sender(appender, number, this::run))
            .toList();
  }

  /** Starts the threads. */
  public void start() {
    threads.forEach(Thread::start);
  }

  private void run() {
    try {
      for (EncodedEvent event = outbox.take(); event != null; event = outbox.take()) {
        send(event);
      }
    } catch (InterruptedException e) {
      // Nobody but close() ends these threads, and it does not interrupt; a stranger's interrupt is
      // a
      // wish to end, and what waits is counted by close().
      Thread.currentThread().interrupt();
    }
  }

  private void send(EncodedEvent event) {
    Result result;
    try {
      result = cancelled ? new Result(DropReason.CLOSED, "") : sender.send(event);
    } catch (Throwable e) {
      result = new Result(DropReason.INTERNAL_ERROR, e.toString());
    }
    outbox.done(event);
    DropReason dropped = result.dropped();
    if (dropped == null) {
      accounting.delivered();
    } else {
      accounting.dropped(cancelled ? DropReason.CLOSED : dropped, result.detail());
    }
  }

  /**
   * Sends what waits, until a deadline; what is left then is dropped as {@link DropReason#CLOSED}.
   *
   * @param deadlineNanos a value of {@link System#nanoTime}
   * @return how many events were left
   */
  public int close(long deadlineNanos) {
    outbox.close();
    join(deadlineNanos);
    int left = outbox.waiting();
    if (left > 0) {
      cancelled = true;
      outbox.clear().forEach(event -> accounting.dropped(DropReason.CLOSED, ""));
      sender.cancel();
      join(System.nanoTime() + CANCEL_GRACE_NANOS);
    }
    sender.close();
    return left;
  }

  private void join(long deadlineNanos) {
    for (Thread thread : threads) {
      WhorlThreads.join(thread, deadlineNanos);
    }
  }
}
