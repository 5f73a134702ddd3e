package dev.whorl.protocol;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how things are written that were seen last. Bounded: those that want the same place
 * displace each other. For one thread at a time.
 *
 * @param <T> the things, by their equality
 */
final class KnownTexts<T> {
  /** Longer ones are rare. */
  private static final int MAX_BYTES = 1024;

  private final @Nullable Known<T>[] known;

  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  private record Known<T>(T thing, byte[] text) {}

  /** Writes a thing that is not known. */
  interface Writing<T> {
    byte[] text(T thing) throws IOException;
  }

  /**
   * Makes an empty memory.
   *
   * @param size for how many, a power of two; 0 remembers none
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types.
  KnownTexts(int size) {
    known = new Known[size];
  }

  /** The text of a thing with this hash. Not to be changed. */
  byte[] text(T thing, int hash, Writing<T> writing) throws IOException {
    if (known.length == 0) {
      return writing.text(thing);
    }
    int slot = (hash ^ hash >>> 15) & known.length - 1;
    Known<T> entry = known[slot];
    if (entry != null && entry.thing.equals(thing)) {
      return entry.text;
    }
    // Of the 120 frames of an event three or four pairs want the same place.
    Known<T> other = known[slot ^ 1];
    if (other != null && other.thing.equals(thing)) {
      return other.text;
    }
    byte[] text = writing.text(thing);
    if (text.length <= MAX_BYTES) {
      if (entry != null) {
        known[slot ^ 1] = entry;
      }
      known[slot] = new Known<>(thing, text);
    }
    return text;
  }
}
