package dev.whorl.inbox.rules;

import dev.whorl.grouping.rules.RuleError;
import dev.whorl.grouping.rules.RulesException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules that are not valid, with all their errors. */
public final class InvalidRulesException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Of the fingerprint rules. */
  private final List<RuleError> rules;

  /** Of the stack-trace rules. */
  private final List<RuleError> stackRules;

  InvalidRulesException(@Nullable RulesException rules, @Nullable RulesException stackRules) {
    super(message(rules, stackRules), null, false, false);
    this.rules = rules == null ? List.of() : rules.errors();
    this.stackRules = stackRules == null ? List.of() : stackRules.errors();
  }

  /**
   * What is wrong with the fingerprint rules.
   *
   * @return in the order of the text
   */
  public List<RuleError> rules() {
    return rules;
  }

  /**
   * What is wrong with the stack-trace rules.
   *
   * @return in the order of the text
   */
  public List<RuleError> stackRules() {
    return stackRules;
  }

  private static String message(
      @Nullable RulesException rules, @Nullable RulesException stackRules) {
    List<String> messages = new ArrayList<>();
    if (rules != null) {
      messages.add(String.format("not valid as fingerprint rules%n%s", rules.getMessage()));
    }
    if (stackRules != null) {
      messages.add(String.format("not valid as stack-trace rules%n%s", stackRules.getMessage()));
    }
    return String.join(System.lineSeparator(), messages);
  }
}
