package dev.whorl.grouping.rules;

/**
 * Text as it stands between double quotes. Escapes are those of Python strings; unknown and broken
 * ones stay as they are, since a backslash also belongs to patterns.
 */
final class QuotedText {
  private static final String SIMPLE = "\\\"'abfnrtv\n";
  private static final String MEANING = "\\\"'\u0007\b\f\n\r\t\u000b";

  private QuotedText() {}

  static String read(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder read = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int length = escapeLength(text, i);
      if (length == 0) {
        read.append(text.charAt(i++));
      } else {
        appendMeaning(read, text, i, length);
        i += length;
      }
    }
    return read.toString();
  }

  /** Writes as few backslashes as reading the text back needs; a server writes none. */
  static String write(String text) {
    StringBuilder written = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> written.append("\\\"");
        case '\n' -> written.append("\\n");
        case '\r' -> written.append("\\r");
        case '\\' -> written.append(needsBackslash(text, i) ? "\\\\" : "\\");
        default -> written.append(c);
      }
    }
    return written.append('"').toString();
  }

  private static boolean needsBackslash(String text, int at) {
    return at + 1 == text.length() || text.charAt(at + 1) == '\r' || escapeLength(text, at) > 0;
  }

  /** How many characters the escape that begins here has, 0 if none does. */
  private static int escapeLength(String text, int at) {
    if (text.charAt(at) != '\\' || at + 1 == text.length()) {
      return 0;
    }
    char kind = text.charAt(at + 1);
    if (SIMPLE.indexOf(kind) >= 0) {
      return 2;
    }
    int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    if (digits > 0) {
      boolean complete = digits(text, at + 2, digits, 16) == digits;
      return complete && code(text, at, 2 + digits) <= Character.MAX_CODE_POINT ? 2 + digits : 0;
    }
    int octal = digits(text, at + 1, 3, 8);
    return octal > 0 ? 1 + octal : 0;
  }

  private static void appendMeaning(StringBuilder read, String text, int at, int length) {
    int simple = SIMPLE.indexOf(text.charAt(at + 1));
    if (simple < 0) {
      read.appendCodePoint((int) code(text, at, length));
    } else if (simple < MEANING.length()) {
      read.append(MEANING.charAt(simple));
    }
  }

  private static long code(String text, int at, int length) {
    boolean octal = Character.digit(text.charAt(at + 1), 8) >= 0;
    int start = octal ? at + 1 : at + 2;
    return Long.parseLong(text.substring(start, at + length), octal ? 8 : 16);
  }

  private static int digits(String text, int start, int most, int radix) {
    int count = 0;
    while (count < most && start + count < text.length()) {
      char c = text.charAt(start + count);
      if (c > 'f' || Character.digit(c, radix) < 0) {
        break;
      }
      count++;
    }
    return count;
  }
}
