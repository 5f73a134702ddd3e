package dev.whorl.grouping;

/**
 * What a character is. ASCII is looked up in a table; all else is asked of Unicode, where word
 * characters and digits of every script count and hex digits, labels and e-mail names are never.
 */
final class Characters {
  static final String DIGITS = "0123456789";
  static final String HEX_DIGITS = DIGITS + "abcdefABCDEF";
  static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private static final int WORD = 1;
  private static final int DIGIT = 1 << 1;
  private static final int LOWER_HEX = 1 << 2;
  private static final int HEX = 1 << 3;
  private static final int LABEL = 1 << 4;
  private static final int LOCAL_PART = 1 << 5;
  private static final int SPACE = 1 << 6;

  private static final int[] ASCII = new int[128];

  static {
    mark(DIGITS + LETTERS + "_", WORD);
    mark(DIGITS, DIGIT);
    mark(DIGITS + "abcdef", LOWER_HEX);
    mark(HEX_DIGITS, HEX);
    mark(DIGITS + LETTERS + "-", LABEL);
    mark(DIGITS + LETTERS + ".!#$%&'*+/=?^_`{|}~-", LOCAL_PART);
    mark("\t\n\u000b\f\r\u001c\u001d\u001e\u001f ", SPACE);
  }

  private Characters() {}

  /** A letter, a number or an underscore, of any script. */
  static boolean isWord(int codePoint) {
    if (codePoint < 128) {
      return (ASCII[codePoint] & WORD) != 0;
    }
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> false;
    };
  }

  /** A decimal digit of any script. */
  static boolean isDigit(int codePoint) {
    return codePoint < 128 ? (ASCII[codePoint] & DIGIT) != 0 : Character.isDigit(codePoint);
  }

  static boolean isHex(char c) {
    return is(c, HEX);
  }

  static boolean isLowerHex(char c) {
    return is(c, LOWER_HEX);
  }

  /** What a label of a host name is made of. */
  static boolean isLabel(char c) {
    return is(c, LABEL);
  }

  /** What stands before the {@code @} of an e-mail address. */
  static boolean isLocalPart(char c) {
    return is(c, LOCAL_PART);
  }

  static boolean isAsciiAlphanumeric(char c) {
    return is(c, WORD) && c != '_';
  }

  /** White space of any script, no-break spaces and line separators included. */
  static boolean isSpace(char c) {
    return c < 128
        ? (ASCII[c] & SPACE) != 0
        : c == '\u0085' || Character.isSpaceChar(c) || Character.isWhitespace(c);
  }

  /** Whether a word character begins at this place; false at the end of the text. */
  static boolean wordAt(String text, int at) {
    return at < text.length() && isWord(codePoint(text, at));
  }

  /** Whether a word character ends before this place; false at the beginning of the text. */
  static boolean wordBefore(String text, int at) {
    return at > 0 && isWord(text.codePointBefore(at));
  }

  /** The character at this place, or NUL, which no kind knows, behind the end of the text. */
  static char charAt(String text, int at) {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  /** The length of the digit that begins here; 0 if none does. */
  static int digitLength(String text, int at) {
    if (at >= text.length()) {
      return 0;
    }
    int codePoint = codePoint(text, at);
    return isDigit(codePoint) ? Character.charCount(codePoint) : 0;
  }

  private static int codePoint(String text, int at) {
    char c = text.charAt(at);
    return c < 128 ? c : text.codePointAt(at);
  }

  private static boolean is(char c, int trait) {
    return c < 128 && (ASCII[c] & trait) != 0;
  }

  private static void mark(String characters, int trait) {
    for (int i = 0; i < characters.length(); i++) {
      ASCII[characters.charAt(i)] |= trait;
    }
  }
}
