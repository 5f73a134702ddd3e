package dev.whorl.inbox.preview;

/** Texts of events as people may see them in a terminal or a comment. */
public final class PrintableText {
  private PrintableText() {}

  /**
   * A text on one line, of a length that people read, with nothing that a terminal would obey.
   *
   * @param text any text
   * @param longest how many characters of it are shown
   * @return control and format characters and line breaks as escapes; {@code ...} where it is cut
   */
  public static String of(String text, int longest) {
    return printable(text, longest, false);
  }

  /**
   * A text with its lines, of a length that people read, with nothing that could fool them.
   *
   * @param text any text
   * @param longest how many characters of it are shown
   * @return as {@link #of}, but with line feeds and tabs as they are
   */
  public static String ofLines(String text, int longest) {
    return printable(text.replace("\r\n", "\n"), longest, true);
  }

  private static String printable(String text, int longest, boolean lines) {
    String cut = text.length() <= longest ? text : cut(text, longest) + "...";
    StringBuilder shown = new StringBuilder(cut.length());
    cut.codePoints()
        .forEach(
            c -> {
              if (lines && (c == '\n' || c == '\t')) {
                shown.appendCodePoint(c);
              } else if (c == '\n') {
                shown.append("\\n");
              } else if (isUnprintable(c)) {
                shown.append(escape(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  /** The beginning of a text, never with half a character. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean between = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, between ? longest - 1 : longest);
  }

  /** Whether it could harm or fool who looks at a line of text. */
  static boolean isUnprintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** As in quoted text of rules. */
  static String escape(int character) {
    return character < 0x10000 ? "\\u%04x".formatted(character) : "\\U%08x".formatted(character);
  }
}
