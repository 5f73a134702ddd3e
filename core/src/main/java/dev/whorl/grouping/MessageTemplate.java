package dev.whorl.grouping;

/**
 * What is left of a message without what varies from event to event: {@code User 42 not found}
 * becomes {@code User <int> not found}. So it is put into the hash of an event.
 *
 * <p>It follows what servers did in spring 2026. No version of the grouping configuration covers
 * it; servers change it whenever they like.
 */
public final class MessageTemplate {
  private static final int SHORTEST_HEX_WITHOUT_NUMBER = 8;
  private static final int LINES = 2;
  private static final String MORE = "...";

  private MessageTemplate() {}

  /**
   * Replaces what varies.
   *
   * @param text a message or the value of an exception, trimmed
   * @return the text with placeholders; the same object if nothing varies
   */
  public static String of(String text) {
    return mayVary(text) ? new MessageScan(text).template() : text;
  }

  /** False for most texts in which nothing varies; it costs less than to find that out. */
  private static boolean mayVary(String text) {
    int hexLetters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 127) {
        if (Character.isDigit(c) || Character.isSurrogate(c)) {
          return true;
        }
        hexLetters = 0;
      } else if (c >= '0' && c <= ':' || c == '.' || c == '=' || c == '@') {
        return true;
      } else if (Characters.isHex(c)) {
        if (++hexLetters == SHORTEST_HEX_WITHOUT_NUMBER) {
          return true;
        }
      } else {
        hexLetters = 0;
      }
    }
    return false;
  }

  /**
   * Keeps the first two lines that are not blank, as servers do before anything else.
   *
   * @param text a message or the value of an exception
   * @return the text itself if it is no more than that; else these lines and three dots
   */
  static String trim(String text) {
    StringBuilder lines = new StringBuilder();
    int kept = 0;
    for (int start = 0; start < text.length() && kept < LINES; ) {
      int end = lineEnd(text, start);
      if (end == text.length() && start == 0) {
        return isBlank(text, 0, end) ? MORE : text;
      }
      if (!isBlank(text, start, end)) {
        lines.append(kept++ == 0 ? "" : "\n").append(text, start, end);
      }
      boolean pair = text.startsWith("\r\n", end);
      start = end + (pair ? 2 : 1);
    }
    return text.contentEquals(lines) ? text : lines.append(MORE).toString();
  }

  private static int lineEnd(String text, int start) {
    int end = start;
    while (end < text.length() && !endsLine(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean endsLine(char c) {
    return switch (c) {
      case '\n', '\r', '\u000b', '\f', '\u001c', '\u001d', '\u001e' -> true;
      case '\u0085', '\u2028', '\u2029' -> true;
      default -> false;
    };
  }

  private static boolean isBlank(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Characters.isSpace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
