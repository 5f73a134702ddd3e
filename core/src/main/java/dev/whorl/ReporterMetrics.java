package dev.whorl;

import dev.whorl.event.DropReason;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * What became of the log calls at event level since the appender was started. At any quiet moment
 * {@code logged = delivered + all of dropped + waiting}. Thread-safe; reading it costs the callers
 * nothing.
 */
public final class ReporterMetrics {
  private final LongAdder logged = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder evicted = new LongAdder();
  private final LongAdder recovered = new LongAdder();

  // What is told the 1st, 10th, 100th, … time: each count has to know which one it is.
  private final AtomicLong hookFailures = new AtomicLong();
  private final AtomicLong recoveryLosses = new AtomicLong();
  private final Map<DropReason, AtomicLong> dropped = new EnumMap<>(DropReason.class);

  private final Map<Step, StepTimer> timers = new EnumMap<>(Step.class);
  private final LongSupplier waiting;

  ReporterMetrics(LongSupplier waiting) {
    this.waiting = waiting;
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, new AtomicLong());
    }
    for (Step step : Step.values()) {
      timers.put(step, new StepTimer());
    }
  }

  /** What an event goes through after it was logged, in this order. */
  public enum Step {
    /** The event is made of the log call: exceptions are read, values are masked. */
    CREATE,
    /** The {@code BeforeSend} hook runs. */
    HOOK,
    /** Rules and variables are applied and the group is computed. */
    GROUP,
    /** The event is written as JSON. */
    ENCODE,
    /** The event is put into memory or the folder. */
    STORE,
    /** One attempt to send it, with the server's answer or without. */
    SEND
  }

  /**
   * How long a step took so far.
   *
   * @param count how often it was done
   * @param total how long that took together
   * @param max how long the slowest took
   */
  public record StepTime(long count, Duration total, Duration max) {}

  /**
   * How many log calls were at event level.
   *
   * @return 0 or more
   */
  public long logged() {
    return logged.sum();
  }

  /**
   * How many events the server took, or the folder if there is no server.
   *
   * @return 0 or more
   */
  public long delivered() {
    return delivered.sum();
  }

  /**
   * How many events did not arrive, by reason.
   *
   * @return only reasons that occurred, unmodifiable
   */
  public Map<DropReason, Long> dropped() {
    Map<DropReason, Long> counts = new EnumMap<>(DropReason.class);
    dropped.forEach(
        (reason, counter) -> {
          long count = counter.get();
          if (count > 0) {
            counts.put(reason, count);
          }
        });
    return Collections.unmodifiableMap(counts);
  }

  /**
   * How many events did not arrive for one reason.
   *
   * @param reason the reason
   * @return 0 or more
   */
  public long dropped(DropReason reason) {
    return of(dropped, reason).get();
  }

  /**
   * How many events were counted in their group instead of sent, since it had used up {@code
   * groupLimit} or filled the queue. They are among the dropped, as {@link DropReason#GROUP_LIMIT}.
   *
   * @return 0 or more
   */
  public long suppressed() {
    return dropped(DropReason.GROUP_LIMIT);
  }

  /**
   * How many are on their way: in the queue, in the worker, in memory, in the folder or being sent.
   *
   * @return 0 or more
   */
  public long waiting() {
    return waiting.getAsLong();
  }

  /**
   * How many events of earlier runs, or of other JVMs that ended, this run found in the folder and
   * delivered. They are not among its logged and delivered ones.
   *
   * @return 0 or more
   */
  public long recovered() {
    return recovered.sum();
  }

  /**
   * How many events of earlier runs, or of other JVMs that ended, this run found in the folder and
   * could not deliver. They are not among its logged and dropped ones.
   *
   * @return 0 or more
   */
  public long recoveryLosses() {
    return recoveryLosses.get();
  }

  /**
   * How many attempts to send failed and were made again.
   *
   * @return 0 or more
   */
  public long retries() {
    return retries.sum();
  }

  /**
   * How often the {@code BeforeSend} hook threw; those events were sent as they were.
   *
   * @return 0 or more
   */
  public long hookFailures() {
    return hookFailures.get();
  }

  /**
   * How many events, of this run or an earlier one, were deleted to keep the folder within {@code
   * folderMaxBytes}. They count as delivered, too, if they were of this run.
   *
   * @return 0 or more
   */
  public long evicted() {
    return evicted.sum();
  }

  /**
   * How often a step was done and how long it took.
   *
   * @param step the step
   * @return the times so far
   */
  public StepTime time(Step step) {
    return of(timers, step).time();
  }

  void countLogged() {
    logged.increment();
  }

  void countDelivered() {
    delivered.increment();
  }

  void countRetry() {
    retries.increment();
  }

  void countEvicted(long events) {
    evicted.add(events);
  }

  void countRecovered(long events) {
    recovered.add(events);
  }

  /** Counts events of earlier runs that are lost; gives how many these were before. */
  long countRecoveryLosses(long events) {
    return recoveryLosses.getAndAdd(events);
  }

  /** Counts a failure; gives how many there were before. */
  long countHookFailure() {
    return hookFailures.getAndIncrement();
  }

  /** Counts losses; gives how many there were before for the reason. */
  long countDropped(DropReason reason, long events) {
    return of(dropped, reason).getAndAdd(events);
  }

  void record(Step step, long nanos) {
    of(timers, step).add(nanos);
  }

  private static <K, V> V of(Map<K, V> counters, K key) {
    V counter = counters.get(key);
    if (counter == null) {
      throw new IllegalStateException("No counter for " + key);
    }
    return counter;
  }

  @Override
  public String toString() {
    String drops =
        dropped().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
    String counts =
        "%d logged, %d delivered, %s dropped, %d waiting"
            .formatted(logged(), delivered(), drops.isEmpty() ? "none" : drops, waiting());
    long delivered = recovered();
    long lost = recoveryLosses();
    return counts
        + (delivered == 0 ? "" : ", " + delivered + " recovered from earlier runs")
        + (lost == 0 ? "" : ", " + lost + " of earlier runs lost");
  }
}
