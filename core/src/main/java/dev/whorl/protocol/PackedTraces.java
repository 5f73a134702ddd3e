package dev.whorl.protocol;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The stack traces that came more than once of late, packed. What comes once only is noted, no
 * more. For one thread at a time.
 */
final class PackedTraces {
  /** A power of two. With few, two traces that go round share one and none of them is known. */
  static final int SLOTS = 256;

  /** As far as a reference reaches; 250 frames, which is the most that is sent. */
  static final int LONGEST = 32 * 1024;

  /**
   * Of what is kept, but for the last blocks. Errors of ten kinds with a cause, 60 frames each,
   * take 150 KB.
   */
  static final int MAX_BYTES = 2 << 20;

  /**
   * How often in a row others must come before a trace leaves. Packing one takes as long as several
   * events, which two that share a slot must not cost again and again.
   */
  private static final int GRACE = 8;

  private final @Nullable PackedTrace[] known = new PackedTrace[SLOTS];

  /** What came last and is not known, by its sum. */
  private final int[] seen = new int[SLOTS];

  private final CRC32 sum = new CRC32();
  private long numbers;

  /** The slot that {@link #ageNext} looked at last. */
  private int hand;

  /**
   * The blocks of each trace of an event, made now if it came before.
   *
   * @return null if one of them is not known
   */
  byte @Nullable [][] find(EventBytes event) {
    byte[][] blocks = new byte[event.traces()][];
    boolean allKnown = true;
    long before = 0;
    for (int i = 0; i < blocks.length; i++) {
      // Also after one that is not known, so that all are the next time.
      PackedTrace trace = trace(event, i);
      PackedTrace.Place place = trace == null || !allKnown ? null : place(trace, event, i, before);
      if (place == null) {
        allKnown = false;
      } else {
        blocks[i] = place.blocks();
        before = place.number();
      }
    }
    return allKnown ? blocks : null;
  }

  private @Nullable PackedTrace trace(EventBytes event, int index) {
    int start = event.traceStart(index);
    int length = event.traceEnd(index) - start;
    if (length > LONGEST) {
      return null;
    }
    sum.reset();
    sum.update(event.array(), start, length);
    int hash = (int) sum.getValue();
    int slot = hash & SLOTS - 1;
    PackedTrace trace = known[slot];
    if (trace != null && trace.is(event, index)) {
      trace.grace = GRACE;
      return trace;
    }
    if (seen[slot] != hash) {
      seen[slot] = hash;
      return null;
    }
    if (trace != null && --trace.grace > 0) {
      return null;
    }
    if (bytes() + length > MAX_BYTES) {
      ageNext();
      return null;
    }
    trace = new PackedTrace(event, index);
    trace.grace = GRACE;
    known[slot] = trace;
    return trace;
  }

  private PackedTrace.@Nullable Place place(
      PackedTrace trace, EventBytes event, int index, long before) {
    int gap = index == 0 ? 0 : event.traceStart(index) - event.traceEnd(index - 1);
    PackedTrace.Place place = trace.find(before, gap);
    return place == null && trace.isToBeAdded(before, gap) && bytes() < MAX_BYTES
        ? trace.add(event, index, ++numbers, before, gap)
        : place;
  }

  /** Lets those go by and by that do not come any more. */
  private void ageNext() {
    hand = (hand + 1) % SLOTS;
    PackedTrace trace = known[hand];
    if (trace != null && --trace.grace <= 0) {
      known[hand] = null;
    }
  }

  /** How much memory all takes, not counting small change. */
  int bytes() {
    int bytes = 0;
    for (PackedTrace trace : known) {
      bytes += trace == null ? 0 : trace.bytes();
    }
    return bytes;
  }
}
