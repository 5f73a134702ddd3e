package dev.whorl.protocol;

import java.util.Arrays;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace that came more than once, with its blocks, which are the best there are since they
 * are made once. They may refer to the traces before it, of which a cause repeats most, so they are
 * right only where the same traces stand at the same distance.
 */
final class PackedTrace {
  /** Between two traces is a message, whose length varies. */
  private static final int PLACES = 8;

  /** How far a block can refer back. */
  private static final int WINDOW = 32 * 1024;

  /** Where the trace came, and its blocks for there. */
  static final class Place {
    /** No number comes twice. */
    private final long number;

    /** The number of the place of the trace before it, 0 if it is the first one. */
    private final long before;

    /** How many bytes are between the two. */
    private final int gap;

    private final byte[] blocks;

    private Place(long number, long before, int gap, byte[] blocks) {
      this.number = number;
      this.before = before;
      this.gap = gap;
      this.blocks = blocks;
    }

    long number() {
      return number;
    }

    /** Not to be changed. */
    byte[] blocks() {
      return blocks;
    }
  }

  private final byte[] json;
  private final @Nullable Place[] places = new Place[PLACES];
  private int next;
  private long seenBefore;
  private int seenGap;

  /** How often it is to be kept when another trace asks for its room. */
  int grace;

  PackedTrace(EventBytes event, int trace) {
    json = Arrays.copyOfRange(event.array(), event.traceStart(trace), event.traceEnd(trace));
  }

  boolean is(EventBytes event, int trace) {
    return Arrays.equals(
        json, 0, json.length, event.array(), event.traceStart(trace), event.traceEnd(trace));
  }

  /** Where it came before; null if it never did. */
  @Nullable Place find(long before, int gap) {
    for (Place place : places) {
      if (place != null && place.before == before && place.gap == gap) {
        return place;
      }
    }
    return null;
  }

  /** Whether it came in such a place, not known yet, the last time too, or comes in its first. */
  boolean isToBeAdded(long before, int gap) {
    if (places[0] == null || seenBefore == before && seenGap == gap) {
      return true;
    }
    seenBefore = before;
    seenGap = gap;
    return false;
  }

  /** Packs it for the place that it has in an event. */
  Place add(EventBytes event, int trace, long number, long before, int gap) {
    Place place = new Place(number, before, gap, pack(event, trace));
    places[next] = place;
    next = (next + 1) % PLACES;
    return place;
  }

  /** How much memory it takes, not counting small change. */
  int bytes() {
    int bytes = json.length;
    for (Place place : places) {
      bytes += place == null ? 0 : place.blocks.length;
    }
    return bytes;
  }

  private static byte[] pack(EventBytes event, int trace) {
    int start = event.traceStart(trace);
    int end = event.traceEnd(trace);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setDictionary(dictionary(event, trace));
      deflater.setInput(event.array(), start, end - start);
      // Never longer than the trace: it is at least a thousand bytes of names.
      byte[] room = new byte[2 * (end - start)];
      return Arrays.copyOf(room, deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH));
    } finally {
      deflater.end();
    }
  }

  /** What stands before a trace, but with zeros, which JSON does not have, for all but traces. */
  private static byte[] dictionary(EventBytes event, int trace) {
    int start = event.traceStart(trace);
    int from = trace == 0 ? start : Math.max(event.traceStart(0), start - WINDOW);
    byte[] dictionary = new byte[start - from];
    for (int i = 0; i < trace; i++) {
      int first = Math.max(from, event.traceStart(i));
      int length = event.traceEnd(i) - first;
      if (length > 0) {
        System.arraycopy(event.array(), first, dictionary, first - from, length);
      }
    }
    return dictionary;
  }
}
