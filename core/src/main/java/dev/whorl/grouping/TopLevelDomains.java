package dev.whorl.grouping;

import java.util.Arrays;

/** The top-level domains that a server knew in spring 2026; the last part of a host name. */
final class TopLevelDomains {
  private static final String NAMES =
      """
      com net org jp de uk fr br it ru es me gov pl ca au cn co in nl edu info eu ch id at kr cz mx
      be tv se tr tw al ua ir vn cl sk ly cc to no fi us pt dk ar hu tk gr il news ro my biz ie za
      nz sg ee th io xyz pe bg hk rs lt link ph club si site mobi by cat wiki la ga xxx cf hr ng
      jobs online kz ug gq ae is lv pro fm tips ms sa app
      """;

  /** A name of more letters would not fit into its key. */
  private static final int LONGEST = 8;

  private static final long[] KEYS =
      Arrays.stream(NAMES.strip().split("\\s+"))
          .mapToLong(name -> key(name, 0, name.length()))
          .sorted()
          .toArray();

  private TopLevelDomains() {}

  /**
   * Reads a domain, all in lower or all in upper case, that fills the rest of its word.
   *
   * @return where it ends; negative if there is none
   */
  static int end(String text, int start) {
    int end = start;
    boolean upper = isUpper(Characters.charAt(text, start));
    while (end < text.length() && end - start <= LONGEST) {
      char c = text.charAt(end);
      if (upper ? !isUpper(c) : c < 'a' || c > 'z') {
        break;
      }
      end++;
    }
    int length = end - start;
    if (length == 0 || length > LONGEST || Characters.wordAt(text, end)) {
      return -1;
    }
    return Arrays.binarySearch(KEYS, key(text, start, end)) >= 0 ? end : -1;
  }

  /** The letters without their case, a byte for each. */
  private static long key(String text, int start, int end) {
    long key = 0;
    for (int i = start; i < end; i++) {
      key = key << 8 | (text.charAt(i) | 0x20);
    }
    return key;
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
