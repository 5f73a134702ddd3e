package dev.whorl.grouping;

/** Durations and numbers in one text. */
final class NumberPatterns {
  /** Longer ones are hex. */
  private static final int LONGEST_INT = 7;

  private final String text;
  private final DigitRun run;

  NumberPatterns(String text, DigitRun run) {
    this.text = text;
    this.run = run;
  }

  /**
   * Milliseconds, which may run into what follows but not out of a word; or seconds, with or
   * without a fraction, which may do the opposite.
   */
  int duration(int at) {
    run.moveTo(at);
    int end = run.end();
    if (Characters.charAt(text, end) == 'm' && Characters.charAt(text, end + 1) == 's') {
      return Characters.wordBefore(text, at) ? -1 : end + 2;
    }
    int unit = run.fractionEnd() < 0 ? end : run.fractionEnd();
    boolean seconds = Characters.charAt(text, unit) == 's' && !Characters.wordAt(text, unit + 1);
    return seconds ? unit + 1 : -1;
  }

  /** With its sign, if it has one. */
  int decimal(int at) {
    run.moveTo(text.charAt(at) == '-' ? at + 1 : at);
    int end = run.fractionEnd();
    return end >= 0 && !Characters.wordAt(text, end) ? end : -1;
  }

  /** With its sign, if it has one. */
  int integer(int at) {
    int first = text.charAt(at) == '-' ? at + 1 : at;
    run.moveTo(first);
    int count = run.count(first);
    boolean good = count >= 1 && count <= LONGEST_INT && !Characters.wordAt(text, run.end());
    return good ? run.end() : -1;
  }
}
