package dev.whorl.inbox.rules;

import dev.whorl.grouping.Grouper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules that events are grouped by as they arrive. Files that change are read again when
 * somebody looks; a broken new version is told once and leaves the old one in force.
 */
public final class RulesInForce {
  private final @Nullable RulesFile rules;
  private final @Nullable RulesFile stackRules;
  private final Consumer<String> notices;
  private volatile InForce inForce;

  private record InForce(RuleTexts texts, Grouper grouper) {}

  /**
   * Reads the rules.
   *
   * @param rules a file of fingerprint rules, null for none; counts as empty if only the file is
   *     missing and not its folder
   * @param stackRules a file of stack-trace rules, likewise
   * @param notices told what people should know, a sentence at a time
   * @throws IOException if a file cannot be read or is not valid; the message names the option, the
   *     file, and for errors in it their lines and columns
   */
  public RulesInForce(@Nullable Path rules, @Nullable Path stackRules, Consumer<String> notices)
      throws IOException {
    this.rules = rules == null ? null : new RulesFile(RulesKind.FINGERPRINT, rules);
    this.stackRules = stackRules == null ? null : new RulesFile(RulesKind.STACK_TRACE, stackRules);
    this.notices = notices;
    inForce = read();
    tellMissing(this.rules);
    tellMissing(this.stackRules);
    tellWarnings();
  }

  private void tellMissing(@Nullable RulesFile file) {
    if (file != null && file.isMissing()) {
      notices.accept(
          file + ": there is no such file yet; it counts as empty, and saving rules makes it");
    }
  }

  /**
   * What groups an event now.
   *
   * @return thread-safe; never changes itself
   */
  public Grouper grouper() {
    return inForce.grouper();
  }

  /**
   * The rules as they were read last.
   *
   * @return their texts
   */
  public RuleTexts texts() {
    return inForce.texts();
  }

  /**
   * Makes a grouper of other rules.
   *
   * @param texts the other rules
   * @return the grouper; one that {@linkplain Grouper#sharesEventsWith shares} events with {@link
   *     #grouper()} if the stack-trace rules are those in force
   * @throws InvalidRulesException if they are not valid; tells all errors of both
   */
  public Grouper grouper(RuleTexts texts) throws InvalidRulesException {
    InForce now = inForce;
    boolean alike = texts.stackRules().equals(now.texts().stackRules());
    return texts.grouper(alike ? now.grouper() : null);
  }

  /** Reads the files again if one was changed. */
  public synchronized void lookForChanges() {
    // Both are asked, also if one cannot be read then, so that the change of each is told once.
    boolean changed = rules != null && rules.hasChanged();
    changed |= stackRules != null && stackRules.hasChanged();
    if (changed) {
      readAgain();
    }
  }

  private void readAgain() {
    try {
      inForce = read();
      notices.accept("the rules were changed; events from now on are grouped by the new ones");
      tellWarnings();
    } catch (IOException e) {
      notices.accept(
          "changed rules are not used, the ones before stay in force: " + e.getMessage());
    }
  }

  /**
   * The rules for an editor.
   *
   * @param kind which
   * @return as they are in their file now; if they cannot be read, or there is none, those in force
   */
  public synchronized RulesDocument document(RulesKind kind) {
    lookForChanges();
    RulesFile file = file(kind);
    String text = file == null ? null : file.textToEdit();
    String used = texts().of(kind);
    return RulesDocument.of(
        text == null ? EditableText.of(used) : text, used, file == null ? null : file.path());
  }

  /**
   * Writes rules to their file, from where they come in force.
   *
   * @param kind which
   * @param text the new rules
   * @param revision of the document that they replace
   * @return the document now; not in force if the file of the other kind is broken
   * @throws InvalidRulesException if they are not valid; nothing is written
   * @throws ChangedFileException if the file has another text; nothing is written
   * @throws IOException if the file cannot be written; the message says why
   * @throws IllegalStateException if there is no file
   */
  public synchronized RulesDocument save(RulesKind kind, String text, String revision)
      throws InvalidRulesException, ChangedFileException, IOException {
    RulesFile file = file(kind);
    if (file == null) {
      throw new IllegalStateException("There is no file of " + kind.words());
    }
    RuleTexts.only(kind, text).grouper(null);
    file.save(text, revision);
    readAgain();
    return document(kind);
  }

  private @Nullable RulesFile file(RulesKind kind) {
    return kind == RulesKind.FINGERPRINT ? rules : stackRules;
  }

  private InForce read() throws IOException {
    // Both before either is parsed, so that the errors of both are told.
    RuleTexts texts =
        new RuleTexts(
            rules == null ? "" : rules.read(), stackRules == null ? "" : stackRules.read());
    try {
      return new InForce(texts, texts.grouper(null));
    } catch (InvalidRulesException e) {
      String files =
          Stream.of(
                  e.rules().isEmpty() ? null : rules, e.stackRules().isEmpty() ? null : stackRules)
              .filter(Objects::nonNull)
              .map(RulesFile::toString)
              .collect(Collectors.joining(", "));
      throw new IOException(files + ": " + e.getMessage(), e);
    }
  }

  private void tellWarnings() {
    grouper().warnings().forEach(warning -> notices.accept("warning: " + rules + ": " + warning));
  }
}
