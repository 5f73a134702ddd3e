package dev.whorl.inbox.rules;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Rules as an editor begins with them.
 *
 * @param text with line feeds; that of the file, also if that is broken and others are in force
 * @param revision of the text, to be named when another one is saved
 * @param inForce whether it is what events are grouped by
 * @param file where it comes from; null if there is no file, so that nothing can be saved
 */
public record RulesDocument(String text, String revision, boolean inForce, @Nullable Path file) {
  static RulesDocument of(String text, String inForce, @Nullable Path file) {
    return new RulesDocument(
        text, EditableText.revision(text), text.equals(EditableText.of(inForce)), file);
  }
}
