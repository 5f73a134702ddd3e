package dev.whorl.grouping.rules;

import dev.whorl.grouping.rules.RulesException.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a rules file, read from left to right, and what was found wrong in it. CR, LF and CR
 * LF each end a line.
 */
final class RuleText {
  private static final String KEY = "_.-";

  private final String text;
  private final int[] lineStarts;
  private final List<Problem> problems = new ArrayList<>();
  private int at;

  /** The line of the last problem; kept, as one line may have very many. */
  private int problemLine;

  private String problemLineText = "";

  RuleText(String text) {
    // Windows editors put a byte order mark in front, which no one sees.
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    lineStarts = lineStarts(this.text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      if (ends) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  int at() {
    return at;
  }

  void goTo(int position) {
    at = position;
  }

  boolean atEnd() {
    return at == text.length();
  }

  boolean atLineEnd() {
    return atEnd() || isLineBreak(text.charAt(at));
  }

  boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  boolean take(String expected) {
    if (text.startsWith(expected, at)) {
      at += expected.length();
      return true;
    }
    return false;
  }

  /** Skips spaces; a tab is none in fingerprint rules. */
  void spaces(boolean tabsToo) {
    while (at < text.length() && (peek(' ') || (tabsToo && peek('\t')))) {
      at++;
    }
  }

  void skipLine() {
    while (!atLineEnd()) {
      at++;
    }
  }

  void skipLineBreaks() {
    while (!atEnd() && atLineEnd()) {
      at++;
    }
  }

  String from(int start) {
    return text.substring(start, at);
  }

  String between(int start, int end) {
    return text.substring(start, end);
  }

  int line(int position) {
    int found = Arrays.binarySearch(lineStarts, position);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** A name of letters, digits, underscores, dots and hyphens; empty if there is none. */
  String key() {
    int start = at;
    while (at < text.length() && isKey(text.charAt(at))) {
      at++;
    }
    return from(start);
  }

  /**
   * A name in double quotes, which may also have colons; null, without a step, if there is none.
   */
  @Nullable String quotedKey() {
    int start = at;
    if (take("\"")) {
      while (at < text.length() && (isKey(text.charAt(at)) || peek(':'))) {
        at++;
      }
      if (at > start + 1 && take("\"")) {
        return text.substring(start + 1, at - 1);
      }
    }
    at = start;
    return null;
  }

  /**
   * Where the double quote that closes the one here is, -1 if there is none here or it is never
   * closed.
   *
   * @param escapes whether a backslash protects the next character
   */
  int closingQuote(boolean escapes) {
    if (!peek('"')) {
      return -1;
    }
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i;
      }
      if (c == '\\' && escapes) {
        i++;
      }
    }
    return -1;
  }

  /** The text up to white space; empty if there is none. */
  String word() {
    return wordBefore("");
  }

  /** The text up to white space or one of the characters; empty if there is none. */
  String wordBefore(String characters) {
    int start = at;
    while (at < text.length()
        && !isWhite(text.charAt(at))
        && characters.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return from(start);
  }

  boolean atWhite() {
    return at < text.length() && isWhite(text.charAt(at));
  }

  private int wordEnd(int start) {
    int end = start;
    while (end < text.length() && !isWhite(text.charAt(end))) {
      end++;
    }
    return end;
  }

  void problem(int start, int end, String message, String expected) {
    int line = line(start);
    int lineStart = lineStarts[line - 1];
    if (line != problemLine) {
      problemLine = line;
      problemLineText = text.substring(lineStart, lineEnd(lineStart));
    }
    RuleError error =
        new RuleError(line, start - lineStart + 1, message, text.substring(start, end), expected);
    problems.add(new Problem(error, problemLineText));
  }

  private int lineEnd(int start) {
    int end = start;
    while (end < text.length() && !isLineBreak(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Tells that what is here cannot be here. */
  void unexpected(String expected) {
    int end = atLineEnd() ? at : Math.max(at + 1, wordEnd(at));
    problem(at, end, unexpectedText(text.substring(at, end)), expected);
  }

  private static String unexpectedText(String found) {
    if (found.isEmpty()) {
      return "The rule ends too early";
    }
    if (found.equals(" ")) {
      return "Unexpected space";
    }
    boolean white = found.length() == 1 && isWhite(found.charAt(0));
    return white ? "White space that is no space" : "Unexpected '" + shorten(found) + "'";
  }

  /** A text as it is quoted in a message. */
  static String shorten(String found) {
    return found.length() <= 40 ? found : found.substring(0, 40) + "...";
  }

  void throwProblems() {
    if (!problems.isEmpty()) {
      throw new RulesException(problems);
    }
  }

  private static boolean isWhite(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  private static boolean isLineBreak(char c) {
    return c == '\n' || c == '\r';
  }

  private static boolean isKey(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || KEY.indexOf(c) >= 0;
  }
}
