package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.rules.RulesDocument;
import dev.whorl.inbox.rules.RulesKind;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An editor of rules.
 *
 * @param field what the text is called in JSON
 * @param title what people call the rules
 * @param option what names their file
 * @param text what is in it at first
 * @param suggestedLines how many lines at its beginning are a suggestion
 * @param revision of the text of the file
 * @param path the file; empty for none
 * @param fileName its name, or one that fits
 * @param inForce whether the text of the file is what events are grouped by
 * @param saves whether the file can be changed here
 */
record EditorView(
    String field,
    String title,
    String option,
    String text,
    int suggestedLines,
    String revision,
    String path,
    String fileName,
    boolean inForce,
    boolean saves) {

  static EditorView of(
      RulesKind kind,
      RulesDocument document,
      boolean saves,
      @Nullable SuggestionsView suggestions) {
    String added = suggestions == null ? "" : suggestions.addedTo(document.text());
    String words = kind.words();
    Path file = document.file();
    Path name = file == null ? null : file.getFileName();
    return new EditorView(
        kind.field(),
        words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1),
        kind.option(),
        added + document.text(),
        added.isEmpty() ? 0 : SuggestionsView.LINES,
        document.revision(),
        file == null ? "" : PageText.line(file.toAbsolutePath().normalize().toString()),
        name == null ? kind.option().substring(2) + ".txt" : PageText.line(name.toString()),
        document.inForce(),
        saves && file != null);
  }

  boolean hasFile() {
    return !path.isEmpty();
  }
}
