package dev.whorl.inbox.store;

import dev.whorl.inbox.store.Batch.Counter;
import java.util.HashMap;
import java.util.Map;

/** What was counted since the last commit. */
final class Tallies {
  /** Between two commits; what is beyond is counted as other. */
  private static final int MOST = 1000;

  private final Map<Counter, Long> counts = new HashMap<>();

  synchronized void add(Tally tally, String name, long amount) {
    Counter counter = new Counter(tally.name(), Text.cut(name, Names.LONGEST));
    boolean full = counts.size() >= MOST && !counts.containsKey(counter);
    counts.merge(full ? new Counter(tally.name(), Names.OTHER) : counter, amount, Long::sum);
  }

  synchronized Map<Counter, Long> all() {
    return new HashMap<>(counts);
  }

  synchronized boolean isEmpty() {
    return counts.isEmpty();
  }

  /** Forgets what has been written. */
  synchronized void subtract(Map<Counter, Long> written) {
    written.forEach(
        (counter, amount) ->
            counts.computeIfPresent(
                counter, (same, count) -> count.equals(amount) ? null : count - amount));
  }
}
