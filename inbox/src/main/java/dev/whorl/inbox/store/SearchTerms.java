package dev.whorl.inbox.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes an expression of the search index out of what a person types. */
final class SearchTerms {
  private static final int MOST_TERMS = 20;
  private static final int LONGEST = 1000;

  private SearchTerms() {}

  /**
   * All words must be there, or words that begin with them. Each is quoted, so nothing in it is
   * syntax.
   *
   * @return null if the text has no word
   */
  static @Nullable String expression(@Nullable String text) {
    if (text == null) {
      return null;
    }
    List<String> terms = new ArrayList<>();
    for (String word : Text.cut(text, LONGEST).split("[\\s\\p{Cntrl}\"]+", -1)) {
      // The index knows letters and digits only; a word without them would find nothing.
      if (terms.size() < MOST_TERMS && word.codePoints().anyMatch(Character::isLetterOrDigit)) {
        terms.add("\"" + word.toLowerCase(Locale.ROOT) + "\"*");
      }
    }
    return terms.isEmpty() ? null : String.join(" AND ", terms);
  }
}
