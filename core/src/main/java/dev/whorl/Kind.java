package dev.whorl;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The log calls of one kind: how many of them wait in the queue or in the worker's hand, and how
 * many more were only counted. Both are in one word, so that no call is counted when none waits any
 * more that would take the count along.
 */
final class Kind {
  /** How many calls of a kind may wait; the queue's capacity may be no larger. */
  static final int MAX_WAITING = (1 << 24) - 1;

  private static final int COUNTED_SHIFT = 24;
  private static final long ONE_COUNTED = 1L << COUNTED_SHIFT;
  private static final long MAX_COUNTED = Long.MAX_VALUE >>> COUNTED_SHIFT;

  final long key;

  /** The next one in its chain of the table. */
  volatile @Nullable Kind next;

  private final AtomicLong state = new AtomicLong();

  Kind(long key) {
    this.key = key;
  }

  private static long waiting(long state) {
    return state & MAX_WAITING;
  }

  /** One more waits. Under the queue's lock, as is all that takes one away. */
  void enter() {
    state.getAndIncrement();
  }

  /** Counts one more, from any thread; false if none waits that would take the count along. */
  boolean count() {
    long seen = state.get();
    while (waiting(seen) > 0 && seen >>> COUNTED_SHIFT < MAX_COUNTED) {
      long found = state.compareAndExchange(seen, seen + ONE_COUNTED);
      if (found == seen) {
        return true;
      }
      seen = found;
    }
    return false;
  }

  /** One less waits; gives all that were counted. */
  long settle() {
    return state.getAndUpdate(seen -> waiting(seen) - 1) >>> COUNTED_SHIFT;
  }

  /** One less waits; gives what was counted if nobody else is left to take it along, else 0. */
  long leave() {
    long before = state.getAndUpdate(seen -> waiting(seen) == 1 ? 0 : seen - 1);
    return waiting(before) == 1 ? before >>> COUNTED_SHIFT : 0;
  }

  boolean isOver() {
    return waiting(state.get()) == 0;
  }

  long counted() {
    return state.get() >>> COUNTED_SHIFT;
  }
}
