package dev.whorl.inbox.rules;

import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.RulesException;
import dev.whorl.grouping.rules.StackTraceRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules that events are grouped by as they arrive. Files that change are read again when
 * somebody looks; a broken new version is told once and leaves the old one in force.
 */
public final class RulesInForce {
  private final @Nullable RulesFile rules;
  private final @Nullable RulesFile stackRules;
  private final Consumer<String> notices;
  private volatile Grouper grouper;

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
    grouper = read();
    tellWarnings();
  }

  /**
   * What groups an event now.
   *
   * @return thread-safe; never changes itself
   */
  public Grouper grouper() {
    return grouper;
  }

  /** Reads the files again if one was changed. */
  public synchronized void lookForChanges() {
    boolean changed =
        rules != null && rules.hasChanged() || stackRules != null && stackRules.hasChanged();
    if (!changed) {
      return;
    }
    try {
      grouper = read();
      notices.accept("the rules were changed; events from now on are grouped by the new ones");
      tellWarnings();
    } catch (IOException e) {
      notices.accept(
          "changed rules are not used, the ones before stay in force: " + e.getMessage());
    }
  }

  private Grouper read() throws IOException {
    // Both before either is parsed, so that a broken version of each is told once.
    String rulesText = rules == null ? "" : rules.read();
    String stackText = stackRules == null ? "" : stackRules.read();
    return new Grouper(
        parse(FingerprintRules::parse, rulesText, rules + ": not valid as fingerprint rules"),
        parse(StackTraceRules::parse, stackText, stackRules + ": not valid as stack-trace rules"));
  }

  private static <T> T parse(Function<String, T> parser, String text, String failure)
      throws IOException {
    try {
      return parser.apply(text);
    } catch (RulesException e) {
      throw new IOException(String.format("%s%n%s", failure, e.getMessage()), e);
    }
  }

  private void tellWarnings() {
    grouper.warnings().forEach(warning -> notices.accept("warning: " + rules + ": " + warning));
  }
}
