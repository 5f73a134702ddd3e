package dev.whorl.grouping.rules;

import java.util.List;

/**
 * A pattern as a list of steps, all of whose alternatives are followed at once while the text is
 * read one time: the work is bounded by the number of steps times the length of the text.
 */
final class GlobProgram {
  /** One step. */
  sealed interface Step {}

  /** Takes one character, already folded if case is ignored, and goes on with the next step. */
  record Literal(int character) implements Step {}

  /** Takes any one character with these exceptions. */
  record Any(boolean slash, boolean lineBreak) implements Step {}

  /**
   * Takes one character that is in the ranges, or one that is in none of them.
   *
   * @param ranges first and last character of each
   */
  record OneOf(boolean negated, List<int[]> ranges) implements Step {}

  /** Takes nothing and goes on at the next step and at another one. */
  record Fork(int other) implements Step {}

  /** Takes nothing and goes on elsewhere. */
  record Jump(int to) implements Step {}

  private final Step[] steps;
  private final boolean ignoreCase;

  GlobProgram(List<Step> steps, boolean ignoreCase) {
    this.steps = steps.toArray(Step[]::new);
    this.ignoreCase = ignoreCase;
  }

  static int fold(int character) {
    return Character.toLowerCase(Character.toUpperCase(character));
  }

  boolean matches(String text) {
    Run run = new Run();
    run.enter(0, 0);
    for (int i = 0; i < text.length(); ) {
      if (run.count == 0) {
        return false;
      }
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      run.advance(character, i);
    }
    return run.ended;
  }

  private boolean takes(Step step, int character) {
    if (step instanceof Literal literal) {
      return literal.character == (ignoreCase ? fold(character) : character);
    }
    if (step instanceof Any any) {
      return (any.slash || character != '/') && (any.lineBreak || character != '\n');
    }
    return step instanceof OneOf set && contains(set, character);
  }

  private boolean contains(OneOf set, int character) {
    for (int[] range : set.ranges) {
      if (within(range, character)
          || (ignoreCase
              && (within(range, Character.toLowerCase(character))
                  || within(range, Character.toUpperCase(character))))) {
        return !set.negated;
      }
    }
    return set.negated;
  }

  private static boolean within(int[] range, int character) {
    return range[0] <= character && character <= range[1];
  }

  /** The steps that wait for the next character of one text. */
  private final class Run {
    private int[] waiting = new int[steps.length];
    private int[] next = new int[steps.length];
    private final int[] pending = new int[2 * steps.length + 1];

    /** For each step the position in the text, plus one, at which it was last entered. */
    private final int[] entered = new int[steps.length];

    int count;
    boolean ended;

    void advance(int character, int position) {
      int[] now = waiting;
      int size = count;
      waiting = next;
      next = now;
      count = 0;
      ended = false;
      for (int i = 0; i < size; i++) {
        if (takes(steps[now[i]], character)) {
          enter(now[i] + 1, position);
        }
      }
    }

    void enter(int first, int position) {
      int size = 0;
      pending[size++] = first;
      while (size > 0) {
        int at = pending[--size];
        if (at == steps.length) {
          ended = true;
        } else if (entered[at] != position + 1) {
          entered[at] = position + 1;
          Step step = steps[at];
          if (step instanceof Jump jump) {
            pending[size++] = jump.to;
          } else if (step instanceof Fork fork) {
            pending[size++] = at + 1;
            pending[size++] = fork.other;
          } else {
            waiting[count++] = at;
          }
        }
      }
    }
  }
}
