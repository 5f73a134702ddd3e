package dev.whorl.grouping;

import dev.whorl.grouping.rules.FingerprintRule;
import dev.whorl.grouping.rules.FingerprintRules;
import java.util.ArrayList;
import java.util.List;

/**
 * What is valid in fingerprint rules and surely not meant: a server takes it without a word, and
 * events that should be apart fall into one group.
 */
public final class RuleWarnings {
  private RuleWarnings() {}

  /**
   * Looks for variables that nobody knows.
   *
   * @param rules valid rules
   * @return for each such variable a sentence with its line; none if all is well
   */
  public static List<String> of(FingerprintRules rules) {
    List<String> warnings = new ArrayList<>();
    for (FingerprintRule rule : rules.rules()) {
      for (String part : rule.fingerprint()) {
        String name = Variables.nameOf(part);
        if (name != null && !Variables.isKnown(name)) {
          warnings.add(
              "line %d: there is no variable '%s'; in every event {{ %s }} is %s"
                  .formatted(rule.line(), name, name, Variables.unrecognized(name)));
        }
      }
    }
    return warnings;
  }
}
