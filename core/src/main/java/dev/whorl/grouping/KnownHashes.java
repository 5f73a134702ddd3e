package dev.whorl.grouping;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the hashes of value streams with stack traces, since an error seldom comes alone.
 * Bounded: streams that fall on the same slot displace each other. Waits for nobody.
 */
final class KnownHashes {
  private final AtomicReferenceArray<@Nullable Known> known;

  private record Known(ValueStream stream, String hash) {}

  /** Remembers at most as many, a power of two. */
  KnownHashes(int streams) {
    known = new AtomicReferenceArray<>(streams);
  }

  String of(ValueStream stream) {
    if (!stream.isRepeated()) {
      return stream.hash();
    }
    int hash = stream.hashCode();
    int slot = (hash ^ hash >>> 16) & known.length() - 1;
    Known entry = known.get(slot);
    if (entry != null && entry.stream.equals(stream)) {
      return entry.hash;
    }
    String computed = stream.hash();
    known.set(slot, new Known(stream, computed));
    return computed;
  }
}
