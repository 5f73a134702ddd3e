package dev.whorl.inbox.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.facts.GroupableTrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What of the stack traces of events enters groups, remembered by the JSON of their frames: stored
 * events are mostly the same errors again, and to read their frames and to group them is most of
 * what a preview has to do. Exact, since the JSON is compared; bounded in number and bytes; waits
 * for nobody.
 */
public final class KnownTraces {
  /** Far more slots than traces, so that few of them fall on the same one. */
  private static final int SLOTS = 1 << 16;

  private static final int LONGEST = 32 << 10;

  /** Of JSON; the frames that are made of it need memory, too. */
  private static final long MOST_BYTES = Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 32);

  private final Grouper grouper;
  private final ObjectReader reader = new ObjectMapper().reader();
  private final AtomicReferenceArray<@Nullable Known> traces = new AtomicReferenceArray<>(SLOTS);
  private final AtomicLong bytes = new AtomicLong();

  @SuppressWarnings("ArrayRecordComponent") // Compared by hand.
  private record Known(byte[] frames, GroupableTrace trace) {}

  /**
   * Remembers nothing yet.
   *
   * @param grouper groups the events
   */
  public KnownTraces(Grouper grouper) {
    this.grouper = grouper;
  }

  GroupableTrace of(UnreadFrames frames, String platform) {
    if (!platform.equals("java") || frames.length() > LONGEST) {
      return read(frames.copy());
    }
    int hash = frames.checksum();
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    Known seen = traces.get(slot);
    if (seen != null && frames.is(seen.frames)) {
      return seen.trace;
    }
    byte[] json = frames.copy();
    GroupableTrace trace = read(json);
    GroupableTrace known = grouper.known(trace).orElse(null);
    if (known == null) {
      return trace;
    }
    int more = json.length - (seen == null ? 0 : seen.frames.length);
    if (bytes.get() + more <= MOST_BYTES
        && traces.compareAndSet(slot, seen, new Known(json, known))) {
      bytes.addAndGet(more);
    }
    return known;
  }

  private GroupableTrace read(byte[] json) {
    try {
      JsonNode frames = reader.readTree(json);
      return EventFromJson.ofFrames(frames);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
