package dev.whorl.grouping.rules;

import dev.whorl.grouping.rules.FrameConditions.Condition;

/** For each numbered condition the set of frames of one trace that fulfil it, 64 frames a word. */
final class FrameAnswers {
  private final int frames;
  private final int words;
  private final long[] sets;

  FrameAnswers(int conditions, int frames) {
    this.frames = frames;
    words = (frames + Long.SIZE - 1) / Long.SIZE;
    sets = new long[conditions * words];
  }

  void set(int condition, int frame) {
    sets[condition * words + frame / Long.SIZE] |= 1L << frame;
  }

  void clear(int condition, int frame) {
    sets[condition * words + frame / Long.SIZE] &= ~(1L << frame);
  }

  void setAll(int[] conditions, int frame) {
    for (int condition : conditions) {
      set(condition, frame);
    }
  }

  /** Lets all frames fulfil a condition that does not depend on the frame. */
  void setForAllFrames(int condition) {
    for (int word = 0; word < words; word++) {
      sets[condition * words + word] = all(word);
    }
  }

  /** An empty set. */
  long[] newSet() {
    return new long[words];
  }

  /** Puts the frames into the set that fulfil all conditions; whether there is one. */
  boolean intersect(Condition[] conditions, long[] set) {
    long some = 0;
    for (int word = 0; word < words; word++) {
      long left = all(word);
      for (Condition condition : conditions) {
        left &= word(condition, word);
      }
      set[word] = left;
      some |= left;
    }
    return some != 0;
  }

  /** Keeps the frames whose caller, the frame before, fulfils the condition. */
  void keepCalledBy(Condition condition, long[] set) {
    for (int word = 0; word < words; word++) {
      long carried = word == 0 ? 0 : word(condition, word - 1) >>> (Long.SIZE - 1);
      set[word] &= word(condition, word) << 1 | carried;
    }
  }

  /** Keeps the frames whose callee, the frame after, fulfils the condition. */
  void keepCalling(Condition condition, long[] set) {
    for (int word = 0; word < words; word++) {
      long carried = word + 1 == words ? 0 : word(condition, word + 1) << (Long.SIZE - 1);
      set[word] &= word(condition, word) >>> 1 | carried;
    }
  }

  /** The first frame of the set from there on, -1 if there is none. */
  static int next(long[] set, int from) {
    for (int word = from / Long.SIZE; word < set.length; word++) {
      long left = set[word];
      if (word == from / Long.SIZE) {
        left &= -1L << from;
      }
      if (left != 0) {
        return word * Long.SIZE + Long.numberOfTrailingZeros(left);
      }
    }
    return -1;
  }

  private long word(Condition condition, int word) {
    long set = sets[condition.number() * words + word];
    return condition.negated() ? ~set & all(word) : set;
  }

  private long all(int word) {
    int rest = frames - word * Long.SIZE;
    return rest >= Long.SIZE ? -1L : (1L << rest) - 1;
  }
}
