package dev.whorl;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of which calls wait. Any thread may look one up, with no lock and without allocating
 * the boxed key that a map would need; whoever adds or removes one holds the queue's lock. A looker
 * may see a kind that is being removed: it counts nothing any more.
 */
final class KindTable {
  /** With more kinds than this the chains grow, rather than an array that few programs need. */
  private static final int MAX_SLOTS = 1 << 16;

  private final AtomicReferenceArray<@Nullable Kind> slots;

  KindTable(int capacity) {
    int slots = Integer.highestOneBit(Math.min(capacity, MAX_SLOTS));
    this.slots =
        new AtomicReferenceArray<>(slots < capacity && slots < MAX_SLOTS ? slots * 2 : slots);
  }

  @Nullable Kind find(long key) {
    Kind kind = slots.get(slot(key));
    while (kind != null && kind.key != key) {
      kind = kind.next;
    }
    return kind;
  }

  void add(Kind kind) {
    int slot = slot(kind.key);
    kind.next = slots.get(slot);
    slots.set(slot, kind);
  }

  /** The removed one still leads on, for those who have just come to it. */
  @SuppressWarnings("ReferenceEquality") // Another one of the same key would be another one.
  void remove(Kind kind) {
    int slot = slot(kind.key);
    Kind before = slots.get(slot);
    if (before == kind) {
      slots.set(slot, kind.next);
      return;
    }
    while (before != null) {
      Kind after = before.next;
      if (after == kind) {
        before.next = kind.next;
        return;
      }
      before = after;
    }
  }

  /** The calls that were only counted so far; exact when nobody counts. */
  long counted() {
    long counted = 0;
    for (int i = 0; i < slots.length(); i++) {
      for (Kind kind = slots.get(i); kind != null; kind = kind.next) {
        counted += kind.counted();
      }
    }
    return counted;
  }

  int size() {
    int size = 0;
    for (int i = 0; i < slots.length(); i++) {
      for (Kind kind = slots.get(i); kind != null; kind = kind.next) {
        size++;
      }
    }
    return size;
  }

  private int slot(long key) {
    long mixed = KindHash.mix(key, 0);
    return (int) mixed & slots.length() - 1;
  }
}
