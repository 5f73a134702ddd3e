package dev.whorl.grouping.rules;

import dev.whorl.grouping.rules.GlobProgram.Any;
import dev.whorl.grouping.rules.GlobProgram.Fork;
import dev.whorl.grouping.rules.GlobProgram.Jump;
import dev.whorl.grouping.rules.GlobProgram.Literal;
import dev.whorl.grouping.rules.GlobProgram.OneOf;
import dev.whorl.grouping.rules.GlobProgram.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the text of one pattern; without recursion, so that no nesting is too deep. */
final class GlobCompiler {
  private final String pattern;
  private final boolean ignoreCase;
  private final boolean lineBreaks;
  private final boolean path;
  private final List<Step> steps = new ArrayList<>();
  private final Deque<Alternatives> open = new ArrayDeque<>();
  private int at;

  /** The braces that are open: where their current alternative began, and those that ended. */
  private static final class Alternatives {
    private int fork;
    private final List<Integer> ends = new ArrayList<>();
  }

  private GlobCompiler(String pattern, boolean ignoreCase, boolean lineBreaks, boolean path) {
    this.pattern = pattern;
    this.ignoreCase = ignoreCase;
    this.lineBreaks = lineBreaks;
    this.path = path;
  }

  /** The program of a pattern, null if it is invalid. */
  static @Nullable GlobProgram compile(
      String pattern, boolean ignoreCase, boolean lineBreaks, boolean path) {
    GlobCompiler compiler = new GlobCompiler(pattern, ignoreCase, lineBreaks, path);
    boolean valid = true;
    while (valid && compiler.at < pattern.length()) {
      valid = compiler.step();
    }
    return valid && compiler.open.isEmpty() ? new GlobProgram(compiler.steps, ignoreCase) : null;
  }

  private boolean step() {
    int character = pattern.codePointAt(at);
    at += Character.charCount(character);
    switch (character) {
      case '*' -> star();
      case '?' -> steps.add(new Any(!path, lineBreaks));
      case '[' -> {
        return oneOf();
      }
      case '{' -> {
        Alternatives alternatives = new Alternatives();
        open.push(alternatives);
        fork(alternatives);
      }
      case '}' -> {
        return close();
      }
      case '\\' -> {
        return escaped();
      }
      default -> {
        Alternatives alternatives = open.peek();
        if (character == ',' && alternatives != null) {
          endAlternative(alternatives);
          steps.set(alternatives.fork, new Fork(steps.size()));
          fork(alternatives);
        } else {
          literal(character);
        }
      }
    }
    return true;
  }

  private void literal(int character) {
    steps.add(new Literal(ignoreCase ? GlobProgram.fold(character) : character));
  }

  private boolean escaped() {
    if (at == pattern.length()) {
      return false;
    }
    int character = pattern.codePointAt(at);
    at += Character.charCount(character);
    literal(character);
    return true;
  }

  private void star() {
    int start = at - 1;
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    boolean parts = path && at - start == 2 && beginsPart(start) && endsPart(at);
    if (!parts) {
      anyRun(!path);
    } else if (at < pattern.length() && pattern.charAt(at) == '/') {
      at++;
      int fork = steps.size();
      steps.add(new Fork(fork));
      anyRun(true);
      literal('/');
      steps.set(fork, new Fork(steps.size()));
    } else {
      anyRun(true);
    }
  }

  private boolean beginsPart(int start) {
    return start == 0 || isEdge(pattern.charAt(start - 1), '{');
  }

  private boolean endsPart(int end) {
    return end == pattern.length() || isEdge(pattern.charAt(end), '}');
  }

  private boolean isEdge(char character, char brace) {
    return character == '/' || (!open.isEmpty() && (character == brace || character == ','));
  }

  private void anyRun(boolean slash) {
    int fork = steps.size();
    steps.add(new Fork(fork + 3));
    steps.add(new Any(slash, lineBreaks));
    steps.add(new Jump(fork));
  }

  private void fork(Alternatives alternatives) {
    alternatives.fork = steps.size();
    // Should no other alternative follow, the fork leads where the step after it leads anyway.
    steps.add(new Fork(steps.size() + 1));
  }

  private void endAlternative(Alternatives alternatives) {
    alternatives.ends.add(steps.size());
    steps.add(new Jump(0));
  }

  private boolean close() {
    Alternatives alternatives = open.poll();
    if (alternatives == null) {
      return false;
    }
    for (int end : alternatives.ends) {
      steps.set(end, new Jump(steps.size()));
    }
    return true;
  }

  /** A {@code ]} right after the opening is a member, as everywhere where there are globs. */
  private boolean oneOf() {
    boolean negated = at < pattern.length() && pattern.charAt(at) == '!';
    at += negated ? 1 : 0;
    List<int[]> ranges = new ArrayList<>();
    while (at < pattern.length()) {
      if (pattern.charAt(at) == ']' && !ranges.isEmpty()) {
        at++;
        steps.add(new OneOf(negated, List.copyOf(ranges)));
        return true;
      }
      int first = member();
      int last = first;
      boolean range =
          at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
      if (range) {
        at++;
        last = member();
      }
      if (first < 0 || last < first) {
        return false;
      }
      ranges.add(new int[] {first, last});
    }
    return false;
  }

  /** The next member of a set, -1 if the pattern ends instead. */
  private int member() {
    if (pattern.charAt(at) == '\\') {
      at++;
    }
    if (at == pattern.length()) {
      return -1;
    }
    int character = pattern.codePointAt(at);
    at += Character.charCount(character);
    return character;
  }
}
