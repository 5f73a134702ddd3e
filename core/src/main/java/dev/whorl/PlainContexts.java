package dev.whorl;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Diagnostic contexts that were found to have no secret key. A thread logs many calls with the same
 * one, and to go through the keys of five entries takes 33 ns. Threads may write over what others
 * wrote, as all that counts is whether the very same object is here.
 */
final class PlainContexts {
  /** A power of two. */
  private static final int PLACES = 64;

  private final @Nullable Object[] places = new Object[PLACES];

  @SuppressWarnings("ReferenceEquality") // To compare entries would take as long as to check them.
  boolean has(Object context) {
    return places[place()] == context;
  }

  void add(Object context) {
    places[place()] = context;
  }

  void clear() {
    Arrays.fill(places, null);
  }

  private static int place() {
    return (int) Thread.currentThread().getId() & PLACES - 1;
  }
}
