package dev.whorl.protocol;

import static java.util.Objects.requireNonNull;

import dev.whorl.event.DropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events that were discarded, until a report takes the numbers along. Each event is in
 * one report only, whoever counts and takes at the same time. Any thread; nobody waits.
 */
public final class ClientReport {
  /**
   * Servers read quantities of 32 bits and refuse a report with a larger one. Three of our reasons
   * are one to the protocol, and together they have to stay below that, too.
   */
  static final long MOST_AT_ONCE = 1L << 30;

  private final Map<DropReason, AtomicLong> waiting = new EnumMap<>(DropReason.class);

  /** Makes a report that is empty. */
  public ClientReport() {
    for (DropReason reason : DropReason.values()) {
      waiting.put(reason, new AtomicLong());
    }
  }

  /**
   * Counts discarded events.
   *
   * @param reason why
   * @param events how many
   */
  public void count(DropReason reason, long events) {
    requireNonNull(waiting.get(reason)).addAndGet(events);
  }

  /**
   * Whether there is nothing to report.
   *
   * @return true if every event that was counted has been taken
   */
  public boolean isEmpty() {
    return waiting.values().stream().allMatch(number -> number.get() == 0);
  }

  /**
   * Takes out what has been counted, at most what one report can carry.
   *
   * @return the numbers, which are counted here no more; null if there are none
   */
  public @Nullable Discarded take() {
    Map<DropReason, Long> taken = new EnumMap<>(DropReason.class);
    waiting.forEach(
        (reason, number) -> {
          long counted = number.getAndUpdate(n -> n - Math.min(n, MOST_AT_ONCE));
          if (counted > 0) {
            taken.put(reason, Math.min(counted, MOST_AT_ONCE));
          }
        });
    return taken.isEmpty() ? null : new Discarded(taken);
  }

  /**
   * Counts again what was taken, as it did not arrive.
   *
   * @param discarded what was taken
   */
  public void putBack(Discarded discarded) {
    discarded.events().forEach(this::count);
  }
}
