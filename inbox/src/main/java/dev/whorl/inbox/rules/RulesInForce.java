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
   * @param rules a file of fingerprint rules, null for none
   * @param stackRules a file of stack-trace rules, null for none
   * @param notices told what people should know, a sentence at a time
   * @throws IOException if a file cannot be read or is not valid; the message names the option, the
   *     file, and for errors in it their lines and columns
   */
  public RulesInForce(@Nullable Path rules, @Nullable Path stackRules, Consumer<String> notices)
      throws IOException {
    this.rules = rules == null ? null : new RulesFile("--rules", rules);
    this.stackRules = stackRules == null ? null : new RulesFile("--stack-rules", stackRules);
    this.notices = notices;
    inForce = read();
    tellWarnings();
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
    boolean changed =
        rules != null && rules.hasChanged() || stackRules != null && stackRules.hasChanged();
    if (!changed) {
      return;
    }
    try {
      inForce = read();
      notices.accept("the rules were changed; events from now on are grouped by the new ones");
      tellWarnings();
    } catch (IOException e) {
      notices.accept(
          "changed rules are not used, the ones before stay in force: " + e.getMessage());
    }
  }

  private InForce read() throws IOException {
    // Both before either is parsed, so that a broken version of each is told once.
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
