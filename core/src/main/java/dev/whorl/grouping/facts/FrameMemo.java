package dev.whorl.grouping.facts;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what follows from the names of a frame alone, since the same frames come again and
 * again. Bounded: each frame has two places, and of those that want one place the older are
 * displaced; long ones, which only payloads of strangers have, are not remembered. Waits for
 * nobody; two threads may both compute what neither found.
 *
 * @param <T> what is remembered; immutable
 */
public final class FrameMemo<T> {
  /** How many frames the events of one program need: some tens of different traces. */
  public static final int USUAL_FRAMES = 4096;

  private final AtomicReferenceArray<@Nullable Entry<T>> entries;
  private final Function<GroupableFrame, T> computed;

  private record Entry<T>(GroupableFrame frame, T value) {}

  /**
   * Makes an empty memory.
   *
   * @param frames for how many frames there is room, a power of two
   * @param computed gives the value of a frame; must look at its names only
   */
  public FrameMemo(int frames, Function<GroupableFrame, T> computed) {
    if (Integer.bitCount(frames) != 1 || frames < 2) {
      throw new IllegalArgumentException("frames is " + frames + ": it must be a power of two");
    }
    this.computed = computed;
    entries = new AtomicReferenceArray<>(frames);
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
    // Names that differ in their last letter only must not crowd together.
    int hash = frame.nameHash() * 0x9e3779b9;
    int slot = (hash ^ hash >>> 15) & entries.length() - 1;
    Entry<T> entry = entries.get(slot);
    if (entry != null && entry.frame.isNamedLike(frame)) {
      return entry.value;
    }
    Entry<T> other = entries.get(slot ^ 1);
    if (other != null && other.frame.isNamedLike(frame)) {
      return other.value;
    }
    T value = computed.apply(frame);
    if (entry != null) {
      entries.set(slot ^ 1, entry);
    }
    entries.set(slot, new Entry<>(frame, value));
    return value;
  }
}
