package dev.whorl.grouping;

/**
 * Identifiers made of hex digits in one text. A run of hex digits is measured once and then judged
 * by all the kinds.
 */
final class IdentifierPatterns {
  private static final int LONGEST_HEX = 128;
  private static final int GIT_SHA = 7;

  private final String text;
  private final TextCursor cursor;

  private int runStart = -1;
  private int runEnd;
  private boolean runHasLower;
  private boolean runHasUpper;
  private boolean runHasNumber;

  IdentifierPatterns(String text, TextCursor cursor) {
    this.text = text;
    this.cursor = cursor;
  }

  /** The header of W3C Trace Context, or the trace id of AWS X-Ray. */
  int traceparent(int at) {
    if (text.charAt(at) == '1') {
      return cursor.from(at).text("1-").lowerHex(8).text('-').lowerHex(24).wordEnd().end();
    }
    cursor.from(at).text("00-").lowerHex(32).text('-').lowerHex(16);
    return cursor.text("-0").anyOf("01").wordEnd().end();
  }

  int uuid(int at) {
    if (run(at) != 8) {
      return -1;
    }
    cursor.from(runEnd).text('-').hex(4).text('-').hex(4).text('-').hex(4);
    return cursor.text('-').hex(12).wordEnd().end();
  }

  /** A word of just so many hex digits, of either case or both. */
  int hash(int at, int length) {
    return run(at) == length && !Characters.wordAt(text, runEnd) ? runEnd : -1;
  }

  /** The transaction id of OpenStack Swift, with the name of its cluster. */
  int swiftTransaction(int at) {
    int end = cursor.from(at).text("tx").lowerHex(21).text('-').lowerHex(10).end();
    return end < 0 ? -1 : AddressPatterns.afterNonSpace(text, end);
  }

  int hex(int at) {
    if (text.charAt(at) == '-') {
      return bareHex(at + 1);
    }
    char second = Characters.charAt(text, at + 1);
    if (text.charAt(at) == '0' && (second == 'x' || second == 'X')) {
      return prefixedHex(at + 2);
    }
    return bareHex(at);
  }

  private int prefixedHex(int start) {
    int end = start;
    while (end < text.length() && Characters.isHex(text.charAt(end))) {
      end++;
    }
    return end > start && !Characters.wordAt(text, end) ? end : -1;
  }

  /** Short ones need a letter and a number, so that neither words nor numbers are taken for one. */
  private int bareHex(int at) {
    int length = run(at);
    boolean oneCase = !(runHasLower && runHasUpper);
    boolean letterAndNumber = runHasNumber && (runHasLower || runHasUpper);
    boolean good =
        oneCase
            && (length > GIT_SHA
                ? length <= LONGEST_HEX
                : length >= 4 && length < GIT_SHA && letterAndNumber);
    return good && !Characters.wordAt(text, runEnd) ? runEnd : -1;
  }

  int gitSha(int at) {
    boolean good = run(at) == GIT_SHA && runHasLower && runHasNumber && !runHasUpper;
    return good && !Characters.wordAt(text, runEnd) ? runEnd : -1;
  }

  /** Measures the hex digits that begin here. */
  private int run(int at) {
    if (at != runStart) {
      runStart = at;
      runEnd = at;
      runHasLower = false;
      runHasUpper = false;
      runHasNumber = false;
      while (runEnd < text.length() && Characters.isHex(text.charAt(runEnd))) {
        char c = text.charAt(runEnd++);
        runHasLower |= c >= 'a';
        runHasUpper |= c >= 'A' && c <= 'F';
        runHasNumber |= c <= '9';
      }
    }
    return runEnd - runStart;
  }
}
