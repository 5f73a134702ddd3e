package dev.whorl.grouping;

import java.util.List;

/** What may stand right behind an equals sign. */
final class AssignedPatterns {
  private static final List<String> BOOLEANS = List.of("True", "true", "False", "false");

  private final String text;
  private final Closings singleQuotes;
  private final Closings doubleQuotes;

  AssignedPatterns(String text) {
    this.text = text;
    singleQuotes = new Closings(text, '\'');
    doubleQuotes = new Closings(text, '"');
  }

  /** A text in quotes that is not empty. */
  int quoted(int at) {
    int closing = (text.charAt(at) == '"' ? doubleQuotes : singleQuotes).next(at + 1);
    return closing > at + 1 ? closing + 1 : -1;
  }

  int bool(int at) {
    for (String value : BOOLEANS) {
      if (text.startsWith(value, at)) {
        return at + value.length();
      }
    }
    return -1;
  }
}
