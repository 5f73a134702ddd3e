package dev.whorl.grouping.rules;

import dev.whorl.grouping.rules.FrameConditions.Condition;
import java.util.ArrayList;
import java.util.List;

/**
 * The matchers of a fingerprint rule, by the kind of record that they look at. For every kind one
 * record must fulfil all matchers of that kind; which records these are for different kinds does
 * not matter.
 */
final class RuleConditions {
  private final FingerprintRule rule;
  private final List<Matcher.Text> messages = new ArrayList<>();
  private final List<Matcher.Text> exceptions = new ArrayList<>();
  private final List<Matcher> singles = new ArrayList<>();
  private final Condition[] frames;

  RuleConditions(FingerprintRule rule, FrameConditions conditions) {
    this.rule = rule;
    List<Condition> onFrames = new ArrayList<>();
    for (Matcher matcher : rule.matchers()) {
      if (matcher instanceof Matcher.InApp) {
        onFrames.add(conditions.add(matcher));
      } else if (matcher instanceof Matcher.Text text) {
        switch (text.subject()) {
          case MODULE, FUNCTION, PATH, PACKAGE -> onFrames.add(conditions.add(text));
          case MESSAGE -> messages.add(text);
          case TYPE, VALUE -> exceptions.add(text);
          default -> singles.add(text);
        }
      } else {
        singles.add(matcher);
      }
    }
    frames = onFrames.toArray(Condition[]::new);
  }

  FingerprintRule rule() {
    return rule;
  }

  /** Asks the cheap questions first. */
  boolean match(EventFacts event) {
    return singlesMatch(event)
        && (exceptions.isEmpty() || anExceptionMatches(event))
        && (messages.isEmpty() || aMessageMatches(event))
        && (frames.length == 0 || aFrameMatches(event));
  }

  private boolean singlesMatch(EventFacts event) {
    for (Matcher single : singles) {
      if (!event.fulfils(single)) {
        return false;
      }
    }
    return true;
  }

  private boolean anExceptionMatches(EventFacts event) {
    for (int i = 0; i < event.exceptions().size(); i++) {
      boolean all = true;
      for (Matcher.Text matcher : exceptions) {
        boolean type = matcher.subject() == Subject.TYPE;
        all = all && matcher.test(type ? event.exceptions().get(i).type() : event.value(i));
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private boolean aMessageMatches(EventFacts event) {
    String message = event.message();
    if (message != null && messages.stream().allMatch(matcher -> matcher.test(message))) {
      return true;
    }
    return event.exceptions().stream()
        .anyMatch(thrown -> messages.stream().allMatch(matcher -> matcher.test(thrown.value())));
  }

  private boolean aFrameMatches(EventFacts event) {
    for (FrameAnswers answers : event.traces()) {
      if (answers.intersect(frames, answers.newSet())) {
        return true;
      }
    }
    return false;
  }
}
