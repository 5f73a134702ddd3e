package dev.whorl.inbox.preview;

import java.util.Locale;
import java.util.regex.Pattern;

/** Writes parts of fingerprint rules from texts of events, whatever these have in them. */
final class RuleWriter {
  private static final String SPECIAL = "*?[]{}\\,";
  private static final Pattern WORD = Pattern.compile("[\\w.$:/<>-]+");
  private static final Pattern PLAIN_PART = Pattern.compile("[\\w.:/-]+|\\{\\{ [\\w.:-]+ }}");
  private static final Pattern NO_NAME = Pattern.compile("[^a-z0-9]+");
  private static final Pattern EDGES = Pattern.compile("^-+|-+$");
  private static final int LONGEST_PATTERN = 200;
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_WORDS = 40;

  private RuleWriter() {}

  /** A matcher for this very text; for its beginning if it is long. */
  static String exactly(String key, String text) {
    return text.length() > LONGEST_PATTERN
        ? beginning(key, PrintableText.cut(text, LONGEST_PATTERN))
        : key + ":" + pattern(text, false);
  }

  /** A matcher for texts that begin like this. */
  static String beginning(String key, String start) {
    return key + ":" + pattern(PrintableText.cut(start, LONGEST_PATTERN), true);
  }

  private static String pattern(String text, boolean goesOn) {
    StringBuilder pattern = new StringBuilder(text.length() + 3);
    boolean plain = WORD.matcher(text).matches();
    if (plain) {
      return pattern.append(text).append(goesOn ? "*" : "").toString();
    }
    pattern.append('"');
    text.codePoints().forEach(c -> character(pattern, c));
    return pattern.append(goesOn ? "*\"" : "\"").toString();
  }

  /** A part of a fingerprint: a literal or a variable. */
  static String part(String text) {
    if (PLAIN_PART.matcher(text).matches()) {
      return text;
    }
    StringBuilder part = new StringBuilder(text.length() + 2).append('"');
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                part.append('\\').appendCodePoint(c);
              } else if (PrintableText.isUnprintable(c)) {
                part.append(PrintableText.escape(c));
              } else {
                part.appendCodePoint(c);
              }
            });
    return part.append('"').toString();
  }

  /**
   * In quotes a backslash is written twice; before what means something in a pattern stands one.
   */
  private static void character(StringBuilder pattern, int c) {
    if (SPECIAL.indexOf(c) >= 0) {
      pattern.append("\\\\").append(c == '\\' ? "\\\\" : Character.toString(c));
    } else if (c == '"') {
      pattern.append("\\\"");
    } else if (PrintableText.isUnprintable(c)) {
      pattern.append(PrintableText.escape(c));
    } else {
      pattern.appendCodePoint(c);
    }
  }

  /** A name for a fingerprint: lower-case letters, digits and hyphens. */
  static String name(String text) {
    String lower = PrintableText.cut(text, LONGEST_PATTERN).toLowerCase(Locale.ROOT);
    String name = EDGES.matcher(NO_NAME.matcher(lower).replaceAll("-")).replaceAll("");
    String cut = EDGES.matcher(PrintableText.cut(name, LONGEST_NAME)).replaceAll("");
    return cut.isEmpty() ? "group" : cut;
  }

  /** Of a class in packages the first two of these, or the one there is; else the class. */
  static String packageStart(String owner) {
    int first = owner.indexOf('.');
    int second = first < 0 ? -1 : owner.indexOf('.', first + 1);
    int end = second > 0 ? second : first;
    return end > 0 && end < LONGEST_PATTERN ? owner.substring(0, end) : owner;
  }

  /** What a message has before its first digit, in whole words; empty if that is too little. */
  static String firstWords(String message) {
    String start = PrintableText.cut(message.strip(), LONGEST_WORDS);
    int end = 0;
    while (end < start.length() && !Character.isDigit(start.charAt(end))) {
      end++;
    }
    int space = start.lastIndexOf(' ', end);
    return space <= 0 ? "" : start.substring(0, space).strip();
  }
}
