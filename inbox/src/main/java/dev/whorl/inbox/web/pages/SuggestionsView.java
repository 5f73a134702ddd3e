package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.preview.RuleSuggestions;
import dev.whorl.inbox.store.GroupSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that would make a group finer or coarser.
 *
 * @param hash that names the group
 * @param title of the group
 * @param suggestions the rules
 */
record SuggestionsView(String hash, String title, List<Suggestion> suggestions) {
  /** Of a suggestion as text: what it does, and the rule. */
  static final int LINES = 2;

  /**
   * A rule.
   *
   * @param name {@code finer} or {@code coarser}
   * @param comment what it does
   * @param rule the rule
   * @param text both as they stand in a file
   * @param chosen whether it is the one that was asked for
   */
  record Suggestion(String name, String comment, String rule, String text, boolean chosen) {
    private static Suggestion of(
        String name, RuleSuggestions.Suggestion suggestion, @Nullable String chosen) {
      return new Suggestion(
          name, suggestion.comment(), suggestion.rule(), suggestion.text(), name.equals(chosen));
    }
  }

  static SuggestionsView of(
      GroupSummary group, RuleSuggestions suggestions, @Nullable String chosen) {
    return new SuggestionsView(
        group.hash(),
        PageText.line(group.title().isEmpty() ? "(no title)" : group.title()),
        List.of(
            Suggestion.of("finer", suggestions.finer(), chosen),
            Suggestion.of("coarser", suggestions.coarser(), chosen)));
  }

  /**
   * What stands before rules so that the chosen suggestion is in force: the first rule that matches
   * wins. Nothing if none is chosen, or the rules have it.
   */
  String addedTo(String rules) {
    for (Suggestion suggestion : suggestions) {
      if (suggestion.chosen && rules.lines().noneMatch(suggestion.rule::equals)) {
        return suggestion.text + (rules.isBlank() ? "" : "\n");
      }
    }
    return "";
  }
}
