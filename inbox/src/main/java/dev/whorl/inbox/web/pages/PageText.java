package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.preview.PrintableText;
import java.util.List;
import java.util.Locale;

/** Texts and numbers of events as pages show them. */
final class PageText {
  private static final int LONGEST_LINE = 300;
  private static final int LONGEST_BLOCK = 10_000;

  private PageText() {}

  /** A text on one line; what could fool a reader is visible. */
  static String line(String text) {
    return PrintableText.of(text, LONGEST_LINE);
  }

  /** A text with its lines; of a very long one its beginning and how much there is. */
  static String block(String text) {
    String shown = PrintableText.ofLines(text, LONGEST_BLOCK);
    return text.length() <= LONGEST_BLOCK
        ? shown
        : shown + "\n(" + number(text.length()) + " characters; all of them are in the raw event)";
  }

  static List<String> lines(List<String> texts) {
    return texts.stream().map(PageText::line).toList();
  }

  /** With thousands set apart. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A size. */
  static String bytes(long bytes) {
    if (bytes < 1024) {
      return count(bytes, "byte");
    }
    double size = bytes / 1024.0;
    String unit = "KiB";
    for (String larger : List.of("MiB", "GiB", "TiB")) {
      if (size < 1000) {
        break;
      }
      size /= 1024;
      unit = larger;
    }
    return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, unit);
  }

  /** A number of things: {@code 1 event}, {@code 2 events}. */
  static String count(long number, String thing) {
    return number(number) + " " + thing + (number == 1 ? "" : "s");
  }
}
