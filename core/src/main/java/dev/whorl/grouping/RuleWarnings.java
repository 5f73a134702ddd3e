package dev.whorl.grouping;

import dev.whorl.grouping.rules.FingerprintRule;
import dev.whorl.grouping.rules.FingerprintRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is valid in fingerprint rules and surely not meant: a server takes it without a word, and
 * events that should be apart fall into one group.
 */
public final class RuleWarnings {
  private static final int MOST = 20;

  private RuleWarnings() {}

  /**
   * Looks for variables that nobody knows.
   *
   * @param rules valid rules
   * @return for each such variable a sentence with its line, at most 20 and how many more there
   *     are; none if all is well
   */
  public static List<String> of(FingerprintRules rules) {
    List<String> warnings = new ArrayList<>();
    for (FingerprintRule rule : rules.rules()) {
      for (String part : rule.fingerprint()) {
        String name = Variables.nameOf(part);
        if (name != null && !Variables.isKnown(name)) {
          String shown = ExplanationText.shown(name);
          warnings.add(
              "line %d: there is no variable '%s'; in every event {{ %s }} is %s"
                  .formatted(rule.line(), shown, shown, Variables.unrecognized(shown)));
        }
      }
    }
    if (warnings.size() > MOST) {
      String rest = "and " + (warnings.size() - MOST) + " more of the kind";
      return Stream.concat(warnings.stream().limit(MOST), Stream.of(rest)).toList();
    }
    return warnings;
  }
}
