package dev.whorl.grouping.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of many patterns a text matches. The same classes and methods come again and again, so what
 * was found is remembered, up to a bound.
 */
final class TextIndex {
  private static final int[] NONE = {};
  private static final int MOST_TEXTS = 4096;
  private static final int LONGEST_TEXT = 256;

  private final Glob[] globs;
  private final int[] numbers;
  private final Map<String, int[]> found = new ConcurrentHashMap<>();

  /**
   * Makes an index.
   *
   * @param globs the patterns
   * @param numbers the number that stands for each
   */
  TextIndex(List<Glob> globs, List<Integer> numbers) {
    this.globs = globs.toArray(Glob[]::new);
    this.numbers = numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The numbers of the patterns that match; no text matches none. */
  int[] matching(@Nullable String text) {
    if (text == null || globs.length == 0) {
      return NONE;
    }
    int[] known = found.get(text);
    if (known != null) {
      return known;
    }
    int[] matching = match(text);
    if (text.length() <= LONGEST_TEXT) {
      if (found.size() >= MOST_TEXTS) {
        found.clear();
      }
      found.put(text, matching);
    }
    return matching;
  }

  private int[] match(String text) {
    int[] matching = new int[globs.length];
    int count = 0;
    for (int i = 0; i < globs.length; i++) {
      if (globs[i].matches(text)) {
        matching[count++] = numbers[i];
      }
    }
    return count == 0 ? NONE : Arrays.copyOf(matching, count);
  }
}
