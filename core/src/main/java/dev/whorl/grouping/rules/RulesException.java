package dev.whorl.grouping.rules;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A rules file that is not valid. A server rejects such a file as a whole, so none of its rules
 * applies; all errors are told at once.
 */
public final class RulesException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_SHOWN = 20;
  private static final int LONGEST_LINE = 100;

  private final List<RuleError> errors;

  /**
   * An error where it is.
   *
   * @param sourceLine the whole line
   */
  record Problem(RuleError error, String sourceLine) {
    /** As wide as it was, so that what is underlined stays so, and nothing a terminal obeys. */
    private static String printable(String text) {
      StringBuilder printable = new StringBuilder(text);
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c != '\t' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
          printable.setCharAt(i, '?');
        }
      }
      return printable.toString();
    }

    /** The line with the offending text underlined; of a long line the part that matters. */
    private String drawn() {
      int column = error.column() - 1;
      int from = column + LONGEST_LINE / 2 < LONGEST_LINE ? 0 : column - LONGEST_LINE / 2;
      int to = Math.min(sourceLine.length(), from + LONGEST_LINE);
      int length = Math.min(error.offendingText().length(), to - column);
      String blanks =
          sourceLine
              .substring(from, column)
              .chars()
              .mapToObj(c -> c == '\t' ? "\t" : " ")
              .collect(Collectors.joining());
      return String.format(
          "line %d, column %d: %s%n    %s%n    %s%s expected %s",
          error.line(),
          error.column(),
          printable(error.message()),
          printable(sourceLine.substring(from, to)),
          blanks,
          "^".repeat(Math.max(1, length)),
          error.expected());
    }
  }

  RulesException(List<Problem> problems) {
    super(message(problems));
    errors = problems.stream().map(Problem::error).toList();
  }

  /**
   * All errors of the file.
   *
   * @return in the order of the text
   */
  public List<RuleError> errors() {
    return errors;
  }

  private static String message(List<Problem> problems) {
    String shown =
        problems.stream()
            .limit(MOST_SHOWN)
            .map(Problem::drawn)
            .collect(Collectors.joining(System.lineSeparator()));
    int rest = problems.size() - MOST_SHOWN;
    return rest <= 0 ? shown : shown + String.format("%nand %d more errors", rest);
  }
}
