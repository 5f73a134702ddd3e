package dev.whorl.grouping.rules;

import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.grouping.facts.TraceOwner;
import dev.whorl.grouping.rules.FrameConditions.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that act in one of the two passes, made ready to be matched fast. */
final class StackTracePass {
  private static final String UNKNOWN = "<unknown>";

  /** A rule as numbered conditions. */
  static final class Ready {
    private final Condition[] conditions;
    private final @Nullable Condition caller;
    private final @Nullable Condition callee;
    private final List<FrameAction> actions;
    private final String because;
    private final boolean asksCategory;

    private Ready(StackTraceRule rule, FrameConditions all) {
      conditions = all.addAll(rule.matchers()).toArray(Condition[]::new);
      caller = rule.caller() == null ? null : all.add(rule.caller());
      callee = rule.callee() == null ? null : all.add(rule.callee());
      actions = rule.actions();
      because = rule.because();
      asksCategory = rule.asksCategory();
    }

    List<FrameAction> actions() {
      return actions;
    }

    /** What to tell of a frame that the rule changed, while another or the same one matched it. */
    String because(GroupableTrace trace, int frame, boolean itself) {
      String category = asksCategory && itself ? trace.whyCategory(frame) : null;
      return category == null ? because : category;
    }
  }

  private final List<Ready> rules = new ArrayList<>();
  private final FrameConditions.Index index;
  private final int[] categoryNumbers;
  private final int[] appNumbers;
  private final int[] ownerNumbers;

  StackTracePass(List<StackTraceRule> stackTraceRules, int frames) {
    FrameConditions conditions = new FrameConditions();
    for (StackTraceRule rule : stackTraceRules) {
      rules.add(new Ready(rule, conditions));
    }
    index = conditions.index(frames);
    categoryNumbers = index.numbers(Subject.CATEGORY);
    appNumbers = index.numbers(Subject.APP);
    ownerNumbers = index.numbers(Subject.TYPE, Subject.VALUE, Subject.MECHANISM, Subject.FAMILY);
  }

  List<Ready> rules() {
    return rules;
  }

  /** Whether any rule asks for the exception that owns a trace. */
  boolean asksOwner() {
    return index.numbers(Subject.TYPE, Subject.VALUE, Subject.MECHANISM).length > 0;
  }

  Trace over(GroupableTrace trace, TraceOwner owner) {
    return new Trace(trace, owner);
  }

  /** One trace and what of it matches, in its current state. */
  final class Trace {
    private final GroupableTrace trace;
    private final FrameAnswers answers;
    private final long[] matched;

    private Trace(GroupableTrace trace, TraceOwner owner) {
      this.trace = trace;
      answers = index.answer(trace.frames());
      matched = answers.newSet();
      for (int number : ownerNumbers) {
        answerOwner(number, owner);
      }
      for (int i = 0; i < trace.size(); i++) {
        answers.setAll(index.categories(trace.category(i)), i);
        answerInApp(i);
      }
    }

    /** Collects the frames that a rule matches now; whether there is one. */
    boolean collect(Ready rule) {
      if (!answers.intersect(rule.conditions, matched)) {
        return false;
      }
      if (rule.caller != null) {
        answers.keepCalledBy(rule.caller, matched);
      }
      if (rule.callee != null) {
        answers.keepCalling(rule.callee, matched);
      }
      return nextCollected(0) >= 0;
    }

    /** The first collected frame from there on, -1 if there is none. */
    int nextCollected(int from) {
      return FrameAnswers.next(matched, from);
    }

    void setCategory(int frame, String category, Ready rule) {
      trace.category(frame, category, rule.because);
      for (int number : categoryNumbers) {
        answers.clear(number, frame);
      }
      answers.setAll(index.categories(category), frame);
    }

    void setInApp(int frame, boolean value, Ready rule, boolean itself) {
      trace.inApp(frame, value, rule.because(trace, frame, itself));
      answerInApp(frame);
    }

    private void answerInApp(int frame) {
      boolean inApp = trace.isInApp(frame);
      for (int number : appNumbers) {
        Matcher matcher = index.matchers().get(number);
        Boolean wanted = matcher instanceof Matcher.InApp app ? app.wanted() : null;
        if (wanted != null && wanted == inApp) {
          answers.set(number, frame);
        } else {
          answers.clear(number, frame);
        }
      }
    }

    private void answerOwner(int number, TraceOwner owner) {
      Matcher matcher = index.matchers().get(number);
      if (matcher instanceof Matcher.Listed families) {
        for (int i = 0; i < trace.size(); i++) {
          String own = trace.frames().get(i).platform();
          if (families.has(PlatformFamily.of(own == null ? owner.platform() : own))) {
            answers.set(number, i);
          }
        }
      } else if (matcher instanceof Matcher.Text text) {
        String asked =
            switch (text.subject()) {
              case TYPE -> owner.type();
              case VALUE -> owner.value();
              default -> owner.mechanism();
            };
        if (text.glob().matches(asked == null ? UNKNOWN : asked)) {
          answers.setForAllFrames(number);
        }
      }
    }
  }
}
