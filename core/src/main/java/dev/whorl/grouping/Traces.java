package dev.whorl.grouping;

import dev.whorl.event.StackFrame;
import dev.whorl.grouping.facts.FrameMemo;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.grouping.facts.TraceOwner;
import dev.whorl.grouping.rules.StackTraceRules;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what of stack traces enters a group, and remembers the traces and frames that it saw:
 * an error seldom comes alone, and a new trace has mostly frames of old ones. What is remembered is
 * bounded, holds texts only, and is found without waiting for another thread.
 */
final class Traces {
  private static final String JVM = "java";
  private static final int TRACES = 256;
  private static final int FRAMES = 4096;

  private final StackTraceRules rules;
  private final boolean remembers;
  private final AtomicReferenceArray<@Nullable Seen> traces = new AtomicReferenceArray<>(TRACES);
  private final AtomicReferenceArray<@Nullable SeenFrame> frames =
      new AtomicReferenceArray<>(FRAMES);
  private final FrameMemo<FrameValues> values;

  private record Seen(List<StackFrame> frames, KnownTrace trace) {}

  private record SeenFrame(StackFrame sent, GroupableFrame frame) {}

  Traces(StackTraceRules rules, int rememberedFrames) {
    this.rules = rules;
    values = new FrameMemo<>(rememberedFrames, f -> FrameValues.of(f, JVM));
    // Else a trace may be treated differently in another exception.
    remembers = !rules.askOwner();
  }

  /** What of the frames of an exception takes part in grouping. */
  GroupableTrace of(List<StackFrame> sent) {
    if (!remembers || sent.isEmpty()) {
      return GroupableEvent.trace(sent);
    }
    int slot = slot(sent);
    Seen seen = traces.get(slot);
    if (seen != null && areSame(seen.frames, sent)) {
      return seen.trace;
    }
    GroupableFrame[] shared = new GroupableFrame[sent.size()];
    for (int i = 0; i < shared.length; i++) {
      shared[i] = frame(sent.get(i));
    }
    KnownTrace trace = known(new KnownTrace(List.of(shared)));
    traces.set(slot, new Seen(sent, trace));
    return trace;
  }

  /**
   * What of a trace of the JVM enters groups; null if that depends on the exception that has it.
   */
  @Nullable GroupableTrace known(GroupableTrace trace) {
    return remembers ? known(new KnownTrace(trace)) : null;
  }

  private KnownTrace known(KnownTrace trace) {
    TraceOwner nobody = TraceOwner.none(JVM);
    rules.applyCategoriesAndInApp(trace, nobody);
    trace.parts(select(trace, nobody, false));
    return trace;
  }

  /** What of a trace enters a group, after the first pass of the rules. */
  TraceParts parts(GroupableTrace trace, TraceOwner owner, boolean explain) {
    return trace instanceof KnownTrace known ? known.parts() : select(trace, owner, explain);
  }

  private TraceParts select(GroupableTrace trace, TraceOwner owner, boolean explain) {
    boolean jvm = owner.platform().equals(JVM);
    FrameValues[] found = new FrameValues[trace.size()];
    for (int i = 0; i < found.length; i++) {
      GroupableFrame frame = trace.frames().get(i);
      found[i] = jvm ? values.of(frame) : FrameValues.of(frame, owner.platform());
    }
    return new TraceParts(trace, found, owner, rules, explain);
  }

  private GroupableFrame frame(StackFrame sent) {
    int hash = 31 * (31 * sent.module().hashCode() + sent.function().hashCode()) + sent.lineno();
    int slot = (hash ^ hash >>> 12) & FRAMES - 1;
    SeenFrame seen = frames.get(slot);
    if (seen != null && isSame(seen.sent, sent)) {
      return seen.frame;
    }
    GroupableFrame frame = GroupableEvent.frame(sent);
    frames.set(slot, new SeenFrame(sent, frame));
    return frame;
  }

  /** Line numbers tell traces apart nearly as well as names do, and are at hand. */
  private static int slot(List<StackFrame> sent) {
    StackFrame thrown = sent.get(sent.size() - 1);
    int hash = 31 * thrown.module().hashCode() + thrown.function().hashCode();
    for (int i = 0; i < sent.size(); i++) {
      hash = 31 * hash + sent.get(i).lineno();
    }
    return (hash ^ hash >>> 8 ^ hash >>> 16) & TRACES - 1;
  }

  private static boolean areSame(List<StackFrame> some, List<StackFrame> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = some.size() - 1; i >= 0; i--) {
      if (!isSame(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(StackFrame one, StackFrame other) {
    return one.lineno() == other.lineno()
        && one.function().equals(other.function())
        && one.module().equals(other.module())
        && Objects.equals(one.filename(), other.filename())
        && Objects.equals(one.inApp(), other.inApp());
  }
}
