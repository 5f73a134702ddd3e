package dev.whorl;

import dev.whorl.event.DropReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * What became of the log calls at event level since the appender was started. At any quiet moment
 * {@code logged = delivered + all of dropped + waiting}. Thread-safe; reading it costs the callers
 * nothing.
 */
public final class ReporterMetrics {
  private final LongAdder logged = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder hookFailures = new LongAdder();
  private final LongAdder evicted = new LongAdder();
  private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
  private final IntSupplier waiting;

  ReporterMetrics(IntSupplier waiting) {
    this.waiting = waiting;
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, new LongAdder());
    }
  }

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
    Map<DropReason, Long> counts =
        dropped.entrySet().stream()
            .filter(entry -> entry.getValue().sum() > 0)
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> entry.getValue().sum(),
                    Long::sum,
                    () -> new EnumMap<>(DropReason.class)));
    return Collections.unmodifiableMap(counts);
  }

  /**
   * How many events did not arrive for one reason.
   *
   * @param reason the reason
   * @return 0 or more
   */
  public long dropped(DropReason reason) {
    return adder(reason).sum();
  }

  /**
   * How many are on their way: in the queue, in the worker, in memory or being sent.
   *
   * @return 0 or more
   */
  public int waiting() {
    return waiting.getAsInt();
  }

  /**
   * How often the {@code BeforeSend} hook threw; those events were sent as they were.
   *
   * @return 0 or more
   */
  public long hookFailures() {
    return hookFailures.sum();
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

  void countLogged() {
    logged.increment();
  }

  void countDelivered() {
    delivered.increment();
  }

  void countHookFailure() {
    hookFailures.increment();
  }

  void countEvicted(long events) {
    evicted.add(events);
  }

  /** Counts a loss; says whether it is the first one for its reason. */
  boolean countDropped(DropReason reason) {
    LongAdder adder = adder(reason);
    boolean first = adder.sum() == 0;
    adder.increment();
    return first;
  }

  private LongAdder adder(DropReason reason) {
    LongAdder adder = dropped.get(reason);
    if (adder == null) {
      throw new IllegalStateException("No counter for " + reason);
    }
    return adder;
  }

  @Override
  public String toString() {
    String drops =
        dropped().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
    return "%d logged, %d delivered, %s dropped, %d waiting"
        .formatted(logged(), delivered(), drops.isEmpty() ? "none" : drops, waiting());
  }
}
