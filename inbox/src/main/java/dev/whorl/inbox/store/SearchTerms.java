package dev.whorl.inbox.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes expressions of the search index out of what a person types. */
final class SearchTerms {
  private static final int MOST_TERMS = 20;
  private static final int LONGEST = 1000;

  private SearchTerms() {}

  /**
   * An expression for each word, which finds words that begin with it. Each is quoted, so nothing
   * in it is syntax.
   *
   * @return empty if the text has no word
   */
  static List<String> expressions(@Nullable String text) {
    List<String> terms = new ArrayList<>();
    if (text == null) {
      return terms;
    }
    for (String word : Text.cut(text, LONGEST).split("[\\s\\p{Cntrl}\"]+", -1)) {
      // The index knows letters and digits only; a word without them would find nothing.
      if (terms.size() < MOST_TERMS && word.codePoints().anyMatch(Character::isLetterOrDigit)) {
        terms.add("\"" + word.toLowerCase(Locale.ROOT) + "\"*");
      }
    }
    return terms;
  }
}
