package dev.whorl.grouping.rules;

/**
 * Texts and characters, {@code *} and {@code ?}: a match that tries everything, to compare with.
 */
record SlowGlob(String pattern, boolean path, boolean ignoreCase, boolean lineBreaks) {
  boolean matches(String text) {
    if (!path) {
      return matches(pattern, text);
    }
    String slashed = text.replace('\\', '/');
    String parts = pattern.replace('\\', '/');
    return matches(parts, slashed) || (!slashed.startsWith("/") && matches(parts, "/" + slashed));
  }

  private boolean matches(String rest, String text) {
    return matches(rest, 0, text, 0);
  }

  private boolean matches(String pattern, int at, String text, int from) {
    if (at == pattern.length()) {
      return from == text.length();
    }
    if (isAnyParts(pattern, at)) {
      boolean last = at + 2 == pattern.length();
      int next = last ? at + 2 : at + 3;
      for (int i = from; i <= text.length(); i++) {
        boolean ends = last || i == from || text.charAt(i - 1) == '/';
        if (ends && matches(pattern, next, text, i)) {
          return true;
        }
        if (i < text.length() && text.charAt(i) == '\n' && !lineBreaks) {
          return false;
        }
      }
      return false;
    }
    char c = pattern.charAt(at);
    boolean taken = from < text.length() && takes(c, text.charAt(from));
    if (c == '*') {
      return (taken && matches(pattern, at, text, from + 1))
          || matches(pattern, at + 1, text, from);
    }
    return taken && matches(pattern, at + 1, text, from + 1);
  }

  private boolean isAnyParts(String pattern, int at) {
    return path
        && pattern.startsWith("**", at)
        && (at == 0 || pattern.charAt(at - 1) == '/')
        && (at + 2 == pattern.length() || pattern.charAt(at + 2) == '/');
  }

  private boolean takes(char c, char next) {
    if (c == '*' || c == '?') {
      return (!path || next != '/') && (lineBreaks || next != '\n');
    }
    return c == next
        || ((ignoreCase || path) && Character.toLowerCase(c) == Character.toLowerCase(next));
  }
}
