package dev.whorl.grouping.rules;

import dev.whorl.grouping.facts.FrameMemo;
import dev.whorl.grouping.facts.GroupableTrace;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of fingerprint rules say of the frames of traces. Those of shared traces are
 * remembered; each has two places, as frames have in {@link FrameMemo}. Waits for nobody.
 */
final class TraceAnswers {
  private static final int FRAMES_OF_A_TRACE = 4;

  private final FrameConditions.Index index;
  private final int[] inAppNumbers;
  private final AtomicReferenceArray<@Nullable Known> known;

  private record Known(GroupableTrace trace, FrameAnswers answers) {}

  /** Remembers about as many traces as have that many frames, a power of two. */
  TraceAnswers(FrameConditions conditions, int rememberedFrames) {
    index = conditions.index(rememberedFrames);
    inAppNumbers = index.numbers(Subject.APP);
    known = new AtomicReferenceArray<>(Math.max(2, rememberedFrames / FRAMES_OF_A_TRACE));
  }

  /** The answers for a trace, after stack-trace rules have set what is in app. */
  FrameAnswers of(GroupableTrace trace) {
    if (!trace.isShared()) {
      return answer(trace);
    }
    int hash = System.identityHashCode(trace) * 0x9e3779b9;
    int slot = (hash ^ hash >>> 15) & known.length() - 1;
    Known entry = known.get(slot);
    if (entry != null && entry.trace == trace) {
      return entry.answers;
    }
    Known other = known.get(slot ^ 1);
    if (other != null && other.trace == trace) {
      return other.answers;
    }
    FrameAnswers answers = answer(trace);
    if (entry != null) {
      known.set(slot ^ 1, entry);
    }
    known.set(slot, new Known(trace, answers));
    return answers;
  }

  private FrameAnswers answer(GroupableTrace trace) {
    FrameAnswers answers = index.answer(trace.frames());
    for (int number : inAppNumbers) {
      Boolean wanted =
          index.matchers().get(number) instanceof Matcher.InApp matcher ? matcher.wanted() : null;
      for (int i = 0; i < trace.size(); i++) {
        if (wanted != null && wanted.equals(trace.inApp(i))) {
          answers.set(number, i);
        }
      }
    }
    return answers;
  }
}
