package dev.whorl.grouping.rules;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A part of a rules file.
 *
 * @param text how it is written
 * @param meaning what reading it has to give
 */
record Written<T>(String text, T meaning) {
  private static final String LETTERS = "abcXYZ019_.-";
  private static final String SIGNS = "!#$%&'()*+/:;<>?@[]^`|~\\é\ud83d\ude00";

  static <T> Written<List<T>> all(List<Written<T>> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.text()));
    return new Written<>(text.toString(), parts.stream().map(Written::meaning).toList());
  }

  /** The same with one of some texts behind it. */
  static <T> Arbitrary<Written<T>> before(Arbitrary<Written<T>> part, String... behind) {
    return Combinators.combine(part, Arbitraries.of(behind))
        .as((written, rest) -> new Written<>(written.text() + rest, written.meaning()));
  }

  /**
   * A text that needs no quotes.
   *
   * @param first what else it may begin with
   * @param more what else it may have behind that
   */
  static Arbitrary<String> word(String first, String more) {
    return Combinators.combine(
            Arbitraries.strings().withChars(LETTERS + SIGNS + first).ofLength(1),
            Arbitraries.strings().withChars(LETTERS + SIGNS + more).ofMaxLength(8))
        .as((begin, rest) -> begin + rest);
  }

  static Arbitrary<String> name() {
    return Arbitraries.strings().withChars(LETTERS).ofMinLength(1).ofMaxLength(6);
  }

  /** What a matcher says; the key is the short one. */
  record Condition(String key, String pattern, boolean negated) {
    static Condition of(Matcher matcher) {
      return new Condition(matcher.key(), matcher.pattern(), matcher.negated());
    }

    /** Of the names that mean the same, the one that is kept. */
    static String shortName(String key) {
      return switch (key) {
        case "error.type" -> "type";
        case "error.value" -> "value";
        case "error.mechanism" -> "mechanism";
        case "stack.module" -> "module";
        case "stack.function" -> "function";
        case "stack.abs_path" -> "path";
        case "stack.package" -> "package";
        default -> key;
      };
    }
  }
}
