package dev.whorl.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Remembers how things are written that were seen last. Bounded: those that want the same place
 * displace each other. For one thread at a time.
 *
 * @param <T> the things, by their equality
 */
final class KnownTexts<T> {
  private final @Nullable Known<T>[] known;

  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  private record Known<T>(T thing, byte[] text) {}

  /**
   * Makes an empty memory.
   *
   * @param size for how many, a power of two; 0 remembers none
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types.
  KnownTexts(int size) {
    known = new Known[size];
  }

  /** The text of a thing with this hash; null if it is not known. Not to be changed. */
  byte @Nullable [] find(T thing, int hash) {
    if (known.length == 0) {
      return null;
    }
    int slot = slot(hash);
    Known<T> entry = known[slot];
    if (entry != null && entry.thing.equals(thing)) {
      return entry.text;
    }
    // Of the 120 frames of an event three or four pairs want the same place.
    Known<T> other = known[slot ^ 1];
    return other != null && other.thing.equals(thing) ? other.text : null;
  }

  /** Remembers the text of a thing that is not known. */
  void add(T thing, int hash, byte[] text) {
    if (known.length > 0) {
      int slot = slot(hash);
      if (known[slot] != null) {
        known[slot ^ 1] = known[slot];
      }
      known[slot] = new Known<>(thing, text);
    }
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 15) & known.length - 1;
  }
}
