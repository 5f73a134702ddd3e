package dev.whorl.grouping.facts;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what follows from the names of a frame alone, since the same frames come again and
 * again. Bounded: frames that fall on the same slot displace each other, and long ones, which only
 * payloads of strangers have, are not remembered. Waits for nobody; two threads may both compute
 * what neither found.
 *
 * @param <T> what is remembered; immutable
 */
public final class FrameMemo<T> {
  private static final int SLOTS = 4096;

  private final AtomicReferenceArray<@Nullable Entry<T>> entries =
      new AtomicReferenceArray<>(SLOTS);
  private final Function<GroupableFrame, T> computed;

  private record Entry<T>(GroupableFrame frame, T value) {}

  /**
   * Makes an empty memory.
   *
   * @param computed gives the value of a frame; must look at its names only
   */
  public FrameMemo(Function<GroupableFrame, T> computed) {
    this.computed = computed;
  }

  /**
   * The value of a frame.
   *
   * @param frame any frame
   * @return remembered or computed
   */
  public T of(GroupableFrame frame) {
    if (!frame.isShort()) {
      return computed.apply(frame);
    }
    int hash = frame.nameHash();
    int slot = (hash ^ hash >>> 15) & SLOTS - 1;
    Entry<T> entry = entries.get(slot);
    if (entry != null && entry.frame.isNamedLike(frame)) {
      return entry.value;
    }
    T value = computed.apply(frame);
    entries.set(slot, new Entry<>(frame, value));
    return value;
  }
}
