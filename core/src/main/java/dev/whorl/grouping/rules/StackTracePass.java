package dev.whorl.grouping.rules;

import dev.whorl.grouping.facts.GroupableFrame;
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
    private final String text;

    private Ready(StackTraceRule rule, FrameConditions all) {
      conditions = all.addAll(rule.matchers()).toArray(Condition[]::new);
      caller = rule.caller() == null ? null : all.add(rule.caller());
      callee = rule.callee() == null ? null : all.add(rule.callee());
      actions = rule.actions();
      text = rule.text();
    }

    List<FrameAction> actions() {
      return actions;
    }

    String text() {
      return text;
    }
  }

  /** What owns the trace. */
  record Owner(
      @Nullable String type, @Nullable String value, @Nullable String mechanism, String platform) {}

  private final List<Ready> rules = new ArrayList<>();
  private final FrameConditions.Index index;
  private final int[] categoryNumbers;
  private final int[] appNumbers;
  private final int[] ownerNumbers;

  StackTracePass(List<StackTraceRule> stackTraceRules) {
    FrameConditions conditions = new FrameConditions();
    for (StackTraceRule rule : stackTraceRules) {
      rules.add(new Ready(rule, conditions));
    }
    index = conditions.index();
    categoryNumbers = index.numbers(Subject.CATEGORY);
    appNumbers = index.numbers(Subject.APP);
    ownerNumbers = index.numbers(Subject.TYPE, Subject.VALUE, Subject.MECHANISM, Subject.FAMILY);
  }

  List<Ready> rules() {
    return rules;
  }

  Trace over(List<GroupableFrame> frames, Owner owner) {
    return new Trace(frames, owner);
  }

  /** One trace and what of it matches, in its current state. */
  final class Trace {
    private final List<GroupableFrame> frames;
    private final FrameAnswers answers;
    private final long[] matched;

    private Trace(List<GroupableFrame> frames, Owner owner) {
      this.frames = frames;
      answers = index.answer(frames);
      matched = answers.newSet();
      for (int number : ownerNumbers) {
        answerOwner(number, owner);
      }
      for (int i = 0; i < frames.size(); i++) {
        answers.setAll(index.categories(frames.get(i).category()), i);
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

    void setCategory(int frame, String category) {
      frames.get(frame).category(category);
      for (int number : categoryNumbers) {
        answers.clear(number, frame);
      }
      answers.setAll(index.categories(category), frame);
    }

    void setInApp(int frame, boolean value) {
      frames.get(frame).inApp(value);
      answerInApp(frame);
    }

    private void answerInApp(int frame) {
      boolean inApp = Boolean.TRUE.equals(frames.get(frame).inApp());
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

    private void answerOwner(int number, Owner owner) {
      Matcher matcher = index.matchers().get(number);
      if (matcher instanceof Matcher.Listed families) {
        for (int i = 0; i < frames.size(); i++) {
          String own = frames.get(i).platform();
          if (families.has(PlatformFamily.of(own == null ? owner.platform : own))) {
            answers.set(number, i);
          }
        }
      } else if (matcher instanceof Matcher.Text text) {
        String asked =
            switch (text.subject()) {
              case TYPE -> owner.type;
              case VALUE -> owner.value;
              default -> owner.mechanism;
            };
        if (text.glob().matches(asked == null ? UNKNOWN : asked)) {
          answers.setForAllFrames(number);
        }
      }
    }
  }
}
