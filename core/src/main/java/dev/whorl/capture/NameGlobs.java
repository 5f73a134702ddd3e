package dev.whorl.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Names that may have the wildcards {@code *} (any run of characters) and {@code ?} (one
 * character). A name after {@code !} takes out what an earlier one let in.
 */
final class NameGlobs {
  private final List<String> globs;
  private final boolean ignoreCase;

  NameGlobs(List<String> globs, boolean ignoreCase) {
    List<String> names = new ArrayList<>(globs);
    if (ignoreCase) {
      names.replaceAll(NameGlobs::fold);
    }
    this.globs = names;
    this.ignoreCase = ignoreCase;
  }

  boolean match(String name) {
    String text = ignoreCase ? fold(name) : name;
    boolean matched = false;
    for (String glob : globs) {
      boolean out = glob.startsWith("!");
      if (matched == out && matches(out ? glob.substring(1) : glob, text)) {
        matched = !out;
      }
    }
    return matched;
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /**
   * Steps back to the last {@code *} only, so the time is bounded by the product of the lengths.
   */
  static boolean matches(String glob, String text) {
    int g = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        resume = t;
      } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == text.charAt(t))) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
