package dev.whorl.grouping.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text pattern of rules, as a server of the protocol reads it: {@code *} any run, {@code ?} one
 * character, {@code [ab]}, {@code [a-z]}, {@code [!ab]}, {@code {a,b}} alternatives, {@code \}
 * takes the next character literally. The whole text must match. An invalid pattern is no error: it
 * never matches.
 *
 * <p>A <em>path</em> pattern reads {@code \} as {@code /} in pattern and text; {@code *} and {@code
 * ?} stop at {@code /}, and {@code **} as a whole part crosses any number of parts. It ignores
 * case, and a text that does not begin with {@code /} may also match with one put before it.
 *
 * <p>The time to match is at most the product of the lengths of pattern and text, whatever they
 * are.
 */
final class Glob {
  private final String pattern;
  private final boolean ignoreCase;
  private final boolean lineBreaks;
  private final boolean path;

  /** The texts between the {@code *}, where the pattern has nothing else; most patterns do. */
  private final @Nullable List<String> pieces;

  /** What every text that matches has somewhere; most texts have not, which is soon found out. */
  private final String needed;

  /** What decides where {@link #pieces} cannot; null for an invalid pattern. */
  private final @Nullable GlobProgram program;

  private Glob(String pattern, boolean ignoreCase, boolean lineBreaks, boolean path) {
    this.pattern = pattern;
    this.ignoreCase = ignoreCase;
    this.lineBreaks = lineBreaks;
    this.path = path;
    String slashed = path ? slashed(pattern) : pattern;
    pieces = pieces(slashed, path);
    needed = path ? "" : needed(pattern);
    program = GlobCompiler.compile(slashed, ignoreCase, lineBreaks, path);
  }

  /**
   * A pattern for texts.
   *
   * @param ignoreCase whether {@code a} matches {@code A}
   * @param lineBreaks whether {@code *} and {@code ?} match line breaks
   */
  static Glob plain(String pattern, boolean ignoreCase, boolean lineBreaks) {
    return new Glob(pattern, ignoreCase, lineBreaks, false);
  }

  /**
   * A pattern for paths.
   *
   * @param lineBreaks whether {@code *} and {@code ?} match line breaks
   */
  static Glob path(String pattern, boolean lineBreaks) {
    return new Glob(pattern, true, lineBreaks, true);
  }

  boolean matches(String text) {
    if (program == null) {
      return false;
    }
    if (!path) {
      boolean plain = lineBreaks || text.indexOf('\n') < 0;
      return pieces != null && plain
          ? matchesPieces(pieces, text)
          : find(needed, text, 0, text.length()) >= 0 && program.matches(text);
    }
    String slashed = slashed(text);
    return program.matches(slashed) || (!slashed.startsWith("/") && program.matches("/" + slashed));
  }

  private static String slashed(String text) {
    return text.replace('\\', '/');
  }

  private static @Nullable List<String> pieces(String pattern, boolean path) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (path || "?[]{}\\".indexOf(c) >= 0) {
        return null;
      }
      if (c == '*') {
        pieces.add(pattern.substring(start, i));
        start = i + 1;
      }
    }
    pieces.add(pattern.substring(start));
    return pieces;
  }

  /**
   * The longest text between {@code *} and {@code ?}, empty where the pattern has something else.
   */
  private static String needed(String pattern) {
    String longest = "";
    int start = 0;
    for (int i = 0; i <= pattern.length(); i++) {
      char c = i == pattern.length() ? '*' : pattern.charAt(i);
      // Letters of two chars are compared by the program only.
      if ("[]{}\\".indexOf(c) >= 0 || Character.isSurrogate(c)) {
        return "";
      }
      if (c == '*' || c == '?') {
        longest = i - start > longest.length() ? pattern.substring(start, i) : longest;
        start = i + 1;
      }
    }
    return longest;
  }

  /** The leftmost place for each inner piece is as good as any, so there is no step back. */
  private boolean matchesPieces(List<String> pieces, String text) {
    String first = pieces.get(0);
    if (pieces.size() == 1) {
      return ignoreCase ? text.equalsIgnoreCase(first) : text.equals(first);
    }
    String last = pieces.get(pieces.size() - 1);
    int at = first.length();
    int end = text.length() - last.length();
    if (at > end || !isAt(first, text, 0) || !isAt(last, text, end)) {
      return false;
    }
    for (int i = 1; i < pieces.size() - 1; i++) {
      String piece = pieces.get(i);
      int found = find(piece, text, at, end);
      if (found < 0) {
        return false;
      }
      at = found + piece.length();
    }
    return true;
  }

  private int find(String piece, String text, int from, int end) {
    if (!ignoreCase) {
      int found = text.indexOf(piece, from);
      return found + piece.length() > end ? -1 : found;
    }
    if (piece.isEmpty()) {
      return from;
    }
    char first = piece.charAt(0);
    char lower = Character.toLowerCase(first);
    char upper = Character.toUpperCase(first);
    for (int i = from; i + piece.length() <= end; i++) {
      char c = text.charAt(i);
      // Beyond ASCII more characters than these two may be the same letter.
      boolean possible = c == lower || c == upper || c >= 0x80 || first >= 0x80;
      if (possible && isAt(piece, text, i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isAt(String piece, String text, int at) {
    return text.regionMatches(ignoreCase, at, piece, 0, piece.length());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Glob glob
        && pattern.equals(glob.pattern)
        && ignoreCase == glob.ignoreCase
        && lineBreaks == glob.lineBreaks
        && path == glob.path;
  }

  @Override
  public int hashCode() {
    return Objects.hash(pattern, ignoreCase, lineBreaks, path);
  }

  @Override
  public String toString() {
    return pattern;
  }
}
