package dev.whorl.delivery;

import dev.whorl.delivery.Sender.Result;
import dev.whorl.event.DropReason;
import dev.whorl.protocol.ClientReport;
import dev.whorl.protocol.Discarded;
import dev.whorl.protocol.EncodedEvent;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Moves events from an outbox to a sender, several at once, and accounts for each. A server that
 * cannot take events is left alone for a while, and its failures are tried again; what it refuses
 * is not; while it limits, what comes is dropped or kept.
 */
public final class Delivery {
  /** How long a sender thread whose request was broken off may take to say so. */
  private static final long CANCEL_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** How long to sleep at the most; what is due by the clock is seen then, too. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Of events that a folder keeps no more than these are held in memory for another try. */
  private static final int MAX_POSTPONED = 64;

  private static final long MAX_POSTPONED_BYTES = 4 << 20;

  /** A single failure is nothing to tell; so many in a row are. */
  private static final int FAILURES_TOLD = 3;

  private final SendableOutbox outbox;
  private final Sender sender;
  private final RateLimits limits;
  private final Reports reports;
  private final boolean keepsWhileLimited;
  private final Accounting accounting;
  private final LongSupplier nanoTime;
  private final Backoff backoff;
  private final RetrySchedule schedule;
  private final List<Thread> threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Watch watch = new Watch(System::nanoTime);
  private final AtomicLong arrivals = new AtomicLong();
  private final AtomicInteger idle = new AtomicInteger();
  private final PriorityQueue<Parcel> postponed = new PriorityQueue<>(Parcel::compareTurns);
  private int postponedEvents;
  private long postponedBytes;
  private volatile boolean closing;
  private volatile boolean cancelled;

  /**
   * How to deliver.
   *
   * @param maxInFlight how many requests may run at once; as many threads are started
   * @param keepsWhileLimited whether events wait while the server limits them, where a folder keeps
   *     them
   * @param appender the appender's name, for the names of the threads
   */
  public record Options(int maxInFlight, boolean keepsWhileLimited, String appender) {}

  /**
   * Makes a delivery that stands still until it is started.
   *
   * @param outbox where events come from
   * @param sender where they go
   * @param limits what the server allows
   * @param report what is to be reported to the server, null if nothing is
   * @param options how to deliver
   * @param accounting told what concerns no single event
   * @param nanoTime a monotonic clock
   * @param random for the jitter
   */
  public Delivery(
      SendableOutbox outbox,
      Sender sender,
      RateLimits limits,
      @Nullable ClientReport report,
      Options options,
      Accounting accounting,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.outbox = outbox;
    this.sender = sender;
    this.limits = limits;
    reports = new Reports(report, limits, nanoTime);
    this.accounting = accounting;
    this.nanoTime = nanoTime;
    keepsWhileLimited = options.keepsWhileLimited();
    backoff = new Backoff(nanoTime, random);
    schedule = new RetrySchedule(random);
    outbox.onArrival(this::wake);
    threads =
        IntStream.rangeClosed(1, options.maxInFlight())
            .mapToObj(number -> WhorlThreads.sender(options.appender(), number, this::run))
            .toList();
  }

  /** Starts the threads. */
  public void start() {
    threads.forEach(Thread::start);
  }

  /** Does what is due from time to time. Called by the worker, several times a second. */
  public void tick() {
    sender.tick();
    if (watch.isHeldUp()) {
      wakeOne();
    }
  }

  /** Something may be there to be sent, or time has passed. */
  void wake() {
    arrivals.incrementAndGet();
    if (!watch.isKept()) {
      wakeOne();
    }
  }

  private void wakeOne() {
    if (idle.get() > 0) {
      lock.lock();
      try {
        work.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  private void run() {
    boolean more = true;
    while (more) {
      try {
        more = sendNext();
      } catch (InterruptedException e) {
        // By a stranger; close() does not interrupt, and nobody else may end these threads.
      } catch (Throwable e) {
        // No memory, perhaps, or the status system failed; a moment later that may be over.
        LockSupport.parkNanos(CANCEL_GRACE_NANOS);
      }
    }
  }

  /** False when nothing is left to be done. */
  private boolean sendNext() throws InterruptedException {
    watch.look();
    long arrived = arrivals.get();
    // Before the look: what came between it and the close must be seen, too.
    boolean ending = closing;
    if (cancelled || ending && isHopeless()) {
      return false;
    }
    boolean paused = pause() > 0;
    if (!paused) {
      Parcel parcel = nextParcel();
      if (parcel != null) {
        send(parcel);
        return true;
      }
    }
    Discarded discarded = backoff.remaining() == 0 ? reports.alone(closing) : null;
    if (discarded != null) {
      report(discarded);
      return true;
    }
    if (ending && !paused) {
      return false;
    }
    await(arrived, paused);
    return true;
  }

  /** Rests until something is to be done, unless something came since the last look. */
  private void await(long arrived, boolean paused) throws InterruptedException {
    if (paused) {
      watch.resign();
    } else if (watch.keep()) {
      if (arrivals.get() == arrived && !closing) {
        watch.nap();
      }
      return;
    }
    sender.tick();
    sleep(arrived, paused);
  }

  @SuppressWarnings("WaitNotInLoop") // The loop is that of run().
  private void sleep(long arrived, boolean paused) throws InterruptedException {
    lock.lock();
    try {
      if (paused) {
        long unused = work.awaitNanos(Math.min(LOOK_NANOS, pause()));
        return;
      }
      // Whoever puts an event wakes only those that are counted here.
      idle.incrementAndGet();
      try {
        if (arrivals.get() == arrived && !closing) {
          long unused = work.awaitNanos(Math.min(LOOK_NANOS, untilNextTry()));
        }
      } finally {
        idle.decrementAndGet();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A folder keeps what is left, so a server in trouble holds up no stop. */
  private boolean isHopeless() {
    return outbox.outlivesProcess() && (backoff.failures() > 0 || pause() > 0);
  }

  /** How long nothing is to be sent. */
  private long pause() {
    long limited = keepsWhileLimited ? limits.errorsLimitedNanos() : 0;
    return Math.max(limited, backoff.remaining());
  }

  private @Nullable Parcel nextParcel() {
    lock.lock();
    try {
      if (!postponed.isEmpty() && (closing || untilNextTry() <= 0)) {
        Parcel first = postponed.remove();
        if (first.takesExtraMemory()) {
          postponedEvents--;
          postponedBytes -= first.event().bytes();
        }
        return first;
      }
      if (postponedEvents >= MAX_POSTPONED || postponedBytes >= MAX_POSTPONED_BYTES) {
        return null;
      }
    } finally {
      lock.unlock();
    }
    // Without the lock, since it may read a file.
    return outbox.poll();
  }

  private long untilNextTry() {
    Parcel first = postponed.peek();
    return first == null ? LOOK_NANOS : first.nanosToWait(nanoTime.getAsLong());
  }

  private void send(Parcel parcel) {
    parcel.takeUp();
    watch.worked();
    try {
      deliver(parcel);
    } catch (Throwable e) {
      if (!parcel.isSettled()) {
        lose(parcel, DropReason.INTERNAL_ERROR, e.getClass().getName(), false);
      }
    }
  }

  private void deliver(Parcel parcel) {
    if (cancelled) {
      // It was handed out late, by a disk that took its time.
      leave(parcel);
      return;
    }
    if (!keepsWhileLimited && limits.errorsLimitedNanos() > 0) {
      lose(parcel, DropReason.RATE_LIMITED, "the server allows no events for the moment", false);
      return;
    }
    int failures = backoff.failures();
    Discarded rider = reports.rider();
    Result result = request(parcel.event(), rider);
    if (rider != null && !(result instanceof Result.Delivered)) {
      reports.putBack(rider);
    }
    if (result instanceof Result.Delivered) {
      serverAnswered();
      parcel.settle();
      // In this order, so that whoever waits for the end of all finds them in the books.
      parcel.accounting().delivered();
      parcel.ended();
    } else if (result instanceof Result.Failed failed) {
      serverFailed(failures, failed);
      tryAgain(parcel, failed);
    } else if (result instanceof Result.Refused closed && closed.reason() == DropReason.CLOSED) {
      leave(parcel);
    } else if (result instanceof Result.Refused refused) {
      if (refused.reason() != DropReason.INTERNAL_ERROR) {
        serverAnswered();
      }
      if (rider != null && refused.reason() == DropReason.REJECTED) {
        reports.rideNoMore();
      }
      boolean limited = refused.reason() == DropReason.RATE_LIMITED;
      if (limited && keepsWhileLimited && parcel.outlivesProcess()) {
        accounting.trouble(
            "limited", "Whorl keeps events in the folder meanwhile: " + refused.detail());
        parcel.postpone(
            nanoTime.getAsLong() + limits.errorsLimitedNanos(), refused.reason(), refused.detail());
        postpone(parcel);
        return;
      }
      lose(parcel, refused.reason(), refused.detail(), refused.serverCounts());
    }
  }

  private void serverAnswered() {
    if (backoff.succeeded() >= FAILURES_TOLD) {
      accounting.relief("Whorl: the server takes events again");
    }
  }

  private void serverFailed(int failures, Result.Failed failed) {
    backoff.failed(failures, failed.pauseNanos());
    if (failures < FAILURES_TOLD && backoff.failures() == FAILURES_TOLD) {
      accounting.trouble(
          "server",
          "Whorl: the server cannot take events for the moment (%s). Events wait in %s and are tried again"
              .formatted(failed.detail(), outbox.outlivesProcess() ? "the folder" : "memory"));
    }
  }

  private Result request(@Nullable EncodedEvent event, @Nullable Discarded discarded) {
    long begin = System.nanoTime();
    Result result;
    try {
      result = sender.send(event, discarded);
    } catch (Throwable e) {
      result = new Result.Refused(DropReason.INTERNAL_ERROR, e.getClass().getName(), false);
    }
    accounting.requestTook(System.nanoTime() - begin);
    return result;
  }

  private void report(Discarded discarded) {
    Result result = request(null, discarded);
    // One that the server refuses by itself would be refused for ever.
    boolean refused =
        result instanceof Result.Refused refusal && refusal.reason() == DropReason.REJECTED;
    if (!refused && !(result instanceof Result.Delivered)) {
      reports.putBack(discarded);
    }
  }

  private void tryAgain(Parcel parcel, Result.Failed failed) {
    long now = nanoTime.getAsLong();
    if (cancelled) {
      leave(parcel);
      return;
    }
    parcel.failed(now);
    boolean over = !closing && schedule.isOver(parcel, now);
    if (!over) {
      parcel.postpone(now + schedule.delay(parcel.attempts()), failed.reason(), failed.detail());
      postpone(parcel);
    } else {
      lose(parcel, failed.reason(), failed.detail(), false);
    }
  }

  private void postpone(Parcel parcel) {
    lock.lock();
    try {
      if (!cancelled) {
        postponed.add(parcel);
        if (parcel.takesExtraMemory()) {
          postponedEvents++;
          postponedBytes += parcel.event().bytes();
        }
        parcel.settle();
        parcel.accounting().retried();
        return;
      }
    } finally {
      lock.unlock();
    }
    leave(parcel);
  }

  /** There is no more time: a folder keeps it, memory does not. */
  private static void leave(Parcel parcel) {
    if (parcel.outlivesProcess()) {
      parcel.settle();
    } else {
      lose(parcel, parcel.lastReason(), parcel.lastDetail(), false);
    }
  }

  private static void lose(Parcel parcel, DropReason reason, String detail, boolean serverCounts) {
    parcel.settle();
    try {
      parcel.accounting().lost(parcel.event(), reason, detail, serverCounts);
    } finally {
      parcel.ended();
    }
  }

  /**
   * Sends what waits, until a deadline. What is left then and only memory keeps is dropped; what is
   * in a folder stays there.
   *
   * @param deadlineNanos a value of {@link System#nanoTime}
   * @return how many events were left and are lost
   */
  public long close(long deadlineNanos) {
    closing = true;
    backoff.hurry();
    wakeAll();
    // What hangs in a server that is known to be in trouble is not waited for if a folder keeps it.
    join(isHopeless() ? System.nanoTime() + CANCEL_GRACE_NANOS : deadlineNanos);
    long left = outbox.outlivesProcess() ? 0 : outbox.waiting();
    cancel();
    if (threads.stream().anyMatch(Thread::isAlive)) {
      wakeAll();
      sender.cancel();
      join(System.nanoTime() + CANCEL_GRACE_NANOS);
    }
    int given = giveUpPostponed() + outbox.abandon(DropReason.CLOSED);
    sender.close();
    return Math.max(left, given);
  }

  /** Under the lock if it is free, so that nothing is postponed after this. */
  private void cancel() {
    boolean locked = WhorlThreads.lock(lock, CANCEL_GRACE_NANOS);
    cancelled = true;
    if (locked) {
      lock.unlock();
    }
  }

  /** Wakes all to look anew; does not wait for whoever holds the lock. */
  void wakeAll() {
    if (WhorlThreads.lock(lock, CANCEL_GRACE_NANOS)) {
      try {
        work.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private int giveUpPostponed() {
    if (!WhorlThreads.lock(lock, CANCEL_GRACE_NANOS)) {
      return 0;
    }
    List<Parcel> left;
    try {
      left = postponed.stream().filter(parcel -> !parcel.outlivesProcess()).toList();
      postponed.clear();
    } finally {
      lock.unlock();
    }
    return left.stream().mapToInt(this::giveUp).sum();
  }

  /** What only memory kept goes to the folder if there is one that works by now. */
  private int giveUp(Parcel parcel) {
    if (outbox.keep(parcel.event())) {
      parcel.settle();
      parcel.ended();
      return 0;
    }
    lose(parcel, parcel.lastReason(), parcel.lastDetail(), false);
    return 1;
  }

  private void join(long deadlineNanos) {
    for (Thread thread : threads) {
      WhorlThreads.join(thread, deadlineNanos);
    }
  }
}
