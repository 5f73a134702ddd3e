package dev.whorl.inbox.store;

/**
 * Remembers which words are in the search index for which group. Bounded: words that fall on the
 * same slots displace each other, and one that was displaced is indexed once more, which does no
 * harm.
 */
final class KnownWords {
  private static final int FEWEST_SLOTS = 1 << 12;

  /** 32 MB. */
  private static final int MOST_SLOTS = 1 << 22;

  private long[] slots = new long[FEWEST_SLOTS];
  private int used;

  /**
   * Takes out of a text what is known. Words end at blanks only, as they do where they are looked
   * for, so that what a search takes for one word stays together.
   *
   * @param space where they are known: equal words of two spaces are two
   * @return what is new, from now on known; empty if nothing is
   */
  String newWords(long space, String text) {
    StringBuilder words = new StringBuilder();
    int begin = 0;
    long hash = space;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ' ' : text.charAt(i);
      if (c > ' ' && c != '"' && c != 0x7f) {
        hash = (hash ^ c) * 0x100000001b3L;
        continue;
      }
      if (i > begin && add(mixed(hash))) {
        words.append(words.length() == 0 ? "" : " ").append(text, begin, i);
      }
      begin = i + 1;
      hash = space;
    }
    return words.toString();
  }

  /** A number for a pair of numbers. */
  static long space(long group, long part) {
    return mixed(mixed(group + 1) + part);
  }

  private static long mixed(long hash) {
    long mixed = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
    return mixed ^ mixed >>> 29;
  }

  private boolean add(long word) {
    int slot = (int) word & slots.length - 1;
    if (slots[slot] == word || slots[slot ^ 1] == word) {
      return false;
    }
    put(word);
    if (used > slots.length / 2 && slots.length < MOST_SLOTS) {
      long[] old = slots;
      slots = new long[old.length * 4];
      used = 0;
      for (long known : old) {
        if (known != 0) {
          put(known);
        }
      }
    }
    return true;
  }

  /** Of three words for two slots, the oldest goes. */
  private void put(long word) {
    int slot = (int) word & slots.length - 1;
    if (slots[slot] == 0 || slots[slot ^ 1] == 0) {
      used++;
    }
    if (slots[slot] != 0) {
      slots[slot ^ 1] = slots[slot];
    }
    slots[slot] = word;
  }

  /** Forgets all, since what was indexed may be gone. */
  void clear() {
    slots = new long[FEWEST_SLOTS];
    used = 0;
  }
}
