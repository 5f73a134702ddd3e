package dev.whorl.inbox.web.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of the rules.
 *
 * @param fingerprint the editor of fingerprint rules
 * @param stackTrace the editor of stack-trace rules
 * @param suggestions rules for a group; null if the page was not opened for one
 * @param span over which events a preview goes
 */
record RulesView(
    EditorView fingerprint,
    EditorView stackTrace,
    @Nullable SuggestionsView suggestions,
    Choice span) {
  List<EditorView> editors() {
    return List.of(fingerprint, stackTrace);
  }
}
