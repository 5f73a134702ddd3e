package dev.whorl.inbox.rules;

import dev.whorl.grouping.RuleWarnings;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.RuleError;
import dev.whorl.grouping.rules.RulesException;
import dev.whorl.grouping.rules.StackTraceRules;
import java.util.List;

/**
 * What is wrong with rules, and what is surely not meant.
 *
 * @param rules errors of the fingerprint rules, in the order of the text
 * @param stackRules errors of the stack-trace rules, in the order of the text
 * @param warnings of the fingerprint rules, if they are valid
 */
public record RulesCheck(
    List<RuleError> rules, List<RuleError> stackRules, List<RuleWarnings.Warning> warnings) {

  /**
   * Checks both.
   *
   * @param texts the rules
   * @return what was found
   */
  public static RulesCheck of(RuleTexts texts) {
    List<RuleError> errors = List.of();
    List<RuleError> stackErrors = List.of();
    List<RuleWarnings.Warning> warnings = List.of();
    try {
      warnings = RuleWarnings.in(FingerprintRules.parse(texts.rules()));
    } catch (RulesException e) {
      errors = e.errors();
    }
    try {
      StackTraceRules.parse(texts.stackRules());
    } catch (RulesException e) {
      stackErrors = e.errors();
    }
    return new RulesCheck(errors, stackErrors, warnings);
  }

  /**
   * Whether the rules can be in force.
   *
   * @return true if there is no error; warnings do not count
   */
  public boolean isValid() {
    return rules.isEmpty() && stackRules.isEmpty();
  }
}
