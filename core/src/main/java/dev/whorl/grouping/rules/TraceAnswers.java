package dev.whorl.grouping.rules;

import dev.whorl.grouping.facts.GroupableTrace;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of fingerprint rules say of the frames of traces. Those of shared traces are
 * remembered; two that fall on the same slot displace each other. Waits for nobody.
 */
final class TraceAnswers {
  private static final int FRAMES_OF_A_TRACE = 8;

  private final FrameConditions.Index index;
  private final int[] inAppNumbers;
  private final AtomicReferenceArray<@Nullable Known> known;

  private record Known(GroupableTrace trace, FrameAnswers answers) {}

  /** Remembers about as many traces as have that many frames, a power of two. */
  TraceAnswers(FrameConditions conditions, int rememberedFrames) {
    index = conditions.index(rememberedFrames);
    inAppNumbers = index.numbers(Subject.APP);
    known = new AtomicReferenceArray<>(Math.max(1, rememberedFrames / FRAMES_OF_A_TRACE));
  }

  /** The answers for a trace, after stack-trace rules have set what is in app. */
  FrameAnswers of(GroupableTrace trace) {
    if (!trace.isShared()) {
      return answer(trace);
    }
    int hash = System.identityHashCode(trace);
    int slot = (hash ^ hash >>> 16) & known.length() - 1;
    Known entry = known.get(slot);
    if (entry == null || entry.trace != trace) {
      entry = new Known(trace, answer(trace));
      known.set(slot, entry);
    }
    return entry.answers;
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
