package dev.whorl.inbox.cli;

import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.RulesException;
import dev.whorl.grouping.rules.StackTraceRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

  /** Many times what people write; so that a mistaken name does not fill the memory. */
  private static final int MOST_BYTES = 8 << 20;

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
      byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new BadInputException("has more than 8 MiB; is it a rules file?");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadInputException("is not UTF-8 text; save it as UTF-8");
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
