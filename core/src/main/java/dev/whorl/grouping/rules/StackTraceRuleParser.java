package dev.whorl.grouping.rules;

import dev.whorl.grouping.rules.FrameAction.Range;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads stack-trace rules, one a line. */
final class StackTraceRuleParser {
  private static final String ACTIONS =
      "an action, such as +app, -group, ^-group, v-group, category=NAME or max-frames=NUMBER";
  private static final String MATCHER = "a matcher, such as module:com.acme.*";
  private static final int MOST_DIGITS = 9;

  private final RuleText text;
  private final List<StackTraceRule> rules = new ArrayList<>();

  /** A line that cannot be read on; its problem has been told. */
  private static final class SyntaxError extends Exception {
    private static final long serialVersionUID = 1L;

    SyntaxError() {
      super(null, null, false, false);
    }
  }

  private StackTraceRuleParser(String text) {
    this.text = new RuleText(text);
  }

  static List<StackTraceRule> parse(String text) {
    StackTraceRuleParser parser = new StackTraceRuleParser(text);
    parser.parse();
    return parser.rules;
  }

  private void parse() {
    int lastLine = 0;
    String because = null;
    while (!text.atEnd()) {
      text.spaces(true);
      int line = text.line(text.at());
      because = line == lastLine + 1 ? because : null;
      lastLine = line;
      if (text.peek('#')) {
        because = reason();
      } else if (!text.atLineEnd()) {
        try {
          rules.add(rule(because));
        } catch (SyntaxError told) {
          // Later lines may have errors too, and all are told.
        }
      }
      text.skipLine();
      text.skipLineBreaks();
    }
    text.throwProblems();
  }

  /** What a comment says of the rules right below it, to be shown to people; null for nothing. */
  private @Nullable String reason() {
    boolean isReason = text.take("#:");
    int start = text.at();
    text.skipLine();
    String reason = text.from(start).strip();
    return isReason && !reason.isEmpty() ? reason : null;
  }

  private StackTraceRule rule(@Nullable String because) throws SyntaxError {
    int start = text.at();
    Matcher caller = null;
    if (text.peek('[')) {
      caller = neighbour();
      text.spaces(true);
      expect("|", "| after the matcher of the caller");
      text.spaces(true);
    }
    List<Matcher> matchers = new ArrayList<>();
    int found = 0;
    while (isMatcher()) {
      Matcher matcher = matcher(false);
      if (matcher != null) {
        matchers.add(matcher);
      }
      found++;
      text.spaces(true);
    }
    if (found == 0) {
      throw wrong(MATCHER);
    }
    Matcher callee = null;
    if (text.take("|")) {
      text.spaces(true);
      callee = neighbour();
      text.spaces(true);
    }
    List<FrameAction> actions = new ArrayList<>();
    while (!text.atLineEnd()) {
      actions.add(action());
      text.spaces(true);
    }
    if (actions.isEmpty()) {
      throw wrong(ACTIONS);
    }
    String ownText = text.from(start).strip();
    return new StackTraceRule(
        text.line(start), caller, matchers, callee, actions, because == null ? ownText : because);
  }

  /** Whether a name with a colon is next, and so no action. */
  private boolean isMatcher() {
    int start = text.at();
    boolean found = text.take("!") || (!text.key().isEmpty() && text.peek(':'));
    text.goTo(start);
    return found;
  }

  private @Nullable Matcher neighbour() throws SyntaxError {
    expect("[", "a matcher in brackets, such as [category:system]");
    text.spaces(true);
    Matcher matcher = matcher(true);
    text.spaces(true);
    expect("]", "]");
    return matcher;
  }

  private @Nullable Matcher matcher(boolean bracketed) throws SyntaxError {
    boolean negated = text.take("!");
    int start = text.at();
    String key = text.key();
    int keyEnd = text.at();
    if (key.isEmpty() || !text.take(":")) {
      throw wrong(MATCHER);
    }
    String pattern = argument(bracketed);
    Matcher matcher = Dialect.STACK_TRACE.matcher(key, pattern, negated);
    if (matcher == null) {
      text.problem(
          start,
          keyEnd,
          "Unknown matcher '" + RuleText.shorten(key) + "'",
          "one of " + Dialect.STACK_TRACE.matchers());
    }
    return matcher;
  }

  private String argument(boolean bracketed) throws SyntaxError {
    int end = text.closingQuote(false);
    int start = text.at();
    if (end >= 0 && text.line(start) == text.line(end)) {
      text.goTo(end + 1);
      return text.between(start + 1, end);
    }
    String word = text.word();
    if (bracketed) {
      // Brackets also belong to patterns, so only a closing one that is missed is taken back.
      int closing = word.indexOf("]|");
      if (closing < 0 && !closesNext()) {
        closing = word.lastIndexOf(']');
      }
      if (closing > 0) {
        text.goTo(start + closing);
        word = word.substring(0, closing);
      }
    }
    if (word.isEmpty()) {
      throw wrong("what to match, right after the colon");
    }
    return word;
  }

  private boolean closesNext() {
    int start = text.at();
    text.spaces(true);
    boolean closes = text.peek(']');
    text.goTo(start);
    return closes;
  }

  private FrameAction action() throws SyntaxError {
    Range range = text.take("^") ? Range.CALLEES : text.take("v") ? Range.CALLERS : Range.FRAME;
    boolean on = text.take("+");
    if (on || text.take("-")) {
      return flag(range, on);
    }
    if (range == Range.CALLERS) {
      text.goTo(text.at() - 1);
    } else if (range == Range.CALLEES) {
      throw wrong(ACTIONS);
    }
    int start = text.at();
    String name = text.key();
    int nameEnd = text.at();
    if (!text.take("=")) {
      text.goTo(start);
      throw wrong(ACTIONS);
    }
    return switch (name) {
      case "category" -> new FrameAction.SetCategory(value("the name of a category"));
      case "max-frames" -> new FrameAction.MaxFrames(number());
      case "min-frames" -> new FrameAction.MinFrames(number());
      case "invert-stacktrace" -> {
        value("0 or 1");
        yield new FrameAction.InvertStackTrace();
      }
      default -> {
        text.problem(start, nameEnd, "Unknown action '" + RuleText.shorten(name) + "'", ACTIONS);
        throw new SyntaxError();
      }
    };
  }

  private FrameAction flag(Range range, boolean on) throws SyntaxError {
    int start = text.at();
    String name = text.word();
    if (name.equals("app")) {
      return new FrameAction.SetInApp(range, on);
    }
    if (name.equals("group")) {
      return new FrameAction.SetGroup(range, on);
    }
    text.goTo(start);
    throw wrong("app or group");
  }

  private String value(String expected) throws SyntaxError {
    String value = text.key();
    if (value.isEmpty()) {
      throw wrong(expected);
    }
    return value;
  }

  private int number() throws SyntaxError {
    int start = text.at();
    String digits = text.key();
    if (digits.isEmpty()
        || digits.length() > MOST_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      text.goTo(start);
      throw wrong("a number of frames");
    }
    return Integer.parseInt(digits);
  }

  private void expect(String token, String expected) throws SyntaxError {
    if (!text.take(token)) {
      throw wrong(expected);
    }
  }

  private SyntaxError wrong(String expected) {
    text.unexpected(expected);
    return new SyntaxError();
  }
}
