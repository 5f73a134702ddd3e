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

  /**
   * A warning at its place.
   *
   * @param line the line of the rule, from 1
   * @param message what is surely not meant
   */
  public record Warning(int line, String message) {}

  private RuleWarnings() {}

  /**
   * Looks for variables that nobody knows, and says so in few words.
   *
   * @param rules valid rules
   * @return for each such variable a sentence with its line, at most 20 and how many more there
   *     are; none if all is well
   */
  public static List<String> of(FingerprintRules rules) {
    List<Warning> warnings = in(rules);
    Stream<String> shown =
        warnings.stream()
            .limit(MOST)
            .map(warning -> "line %d: %s".formatted(warning.line, warning.message));
    int rest = warnings.size() - MOST;
    return rest <= 0
        ? shown.toList()
        : Stream.concat(shown, Stream.of("and " + rest + " more of the kind")).toList();
  }

  /**
   * Looks for variables that nobody knows.
   *
   * @param rules valid rules
   * @return one warning for each such variable, in the order of the text
   */
  public static List<Warning> in(FingerprintRules rules) {
    List<Warning> warnings = new ArrayList<>();
    for (FingerprintRule rule : rules.rules()) {
      for (String part : rule.fingerprint()) {
        String name = Variables.nameOf(part);
        if (name != null && !Variables.isKnown(name)) {
          String shown = ExplanationText.shown(name);
          warnings.add(
              new Warning(
                  rule.line(),
                  "there is no variable '%s'; in every event {{ %s }} is %s"
                      .formatted(shown, shown, Variables.unrecognized(shown))));
        }
      }
    }
    return List.copyOf(warnings);
  }
}
