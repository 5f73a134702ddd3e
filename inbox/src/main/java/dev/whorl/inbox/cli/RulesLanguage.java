package dev.whorl.inbox.cli;

import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.RulesException;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.inbox.rules.RulesReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One of the two languages that a rules file can be in.
 *
 * @param <T> the rules
 * @param name what the rules are called
 * @param option where {@code whorl group} takes them
 * @param parser from the text of a file to rules
 * @param counter how many rules there are
 */
record RulesLanguage<T>(
    String name, String option, Function<String, T> parser, ToIntFunction<T> counter) {
  static final RulesLanguage<FingerprintRules> FINGERPRINT =
      new RulesLanguage<>(
          "fingerprint rules", "--rules", FingerprintRules::parse, rules -> rules.rules().size());
  static final RulesLanguage<StackTraceRules> STACK_TRACE =
      new RulesLanguage<>(
          "stack-trace rules", "--stack-rules", StackTraceRules::parse, StackTraceRules::size);

  int count(T rules) {
    return counter.applyAsInt(rules);
  }

  /** No rules. */
  T none() {
    return parser.apply("");
  }

  /** Reads a file. */
  T read(Input input, InputStream standard) throws BadInputException {
    String text = text(input, standard);
    try {
      return parser.apply(text);
    } catch (RulesException e) {
      throw new BadInputException(
          String.format("not valid as %s%n%s%s", name, e.getMessage(), hint(text)));
    }
  }

  private static String text(Input input, InputStream standard) throws BadInputException {
    try (InputStream stream = input.open(standard)) {
      return RulesReader.read(stream);
    } catch (RulesReader.NoTextException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Input.unreadable(e);
    }
  }

  /** Files are easily taken for each other. */
  private String hint(String text) {
    RulesLanguage<?> other = equals(FINGERPRINT) ? STACK_TRACE : FINGERPRINT;
    return other.hasRules(text)
        ? String.format("%nIt is valid as %s, those of %s.", other.name, other.option)
        : "";
  }

  private boolean hasRules(String text) {
    try {
      return count(parser.apply(text)) > 0;
    } catch (RulesException e) {
      return false;
    }
  }
}
