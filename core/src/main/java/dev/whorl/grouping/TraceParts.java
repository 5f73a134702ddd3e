package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.grouping.facts.TraceOwner;
import dev.whorl.grouping.rules.FrameLimits;
import dev.whorl.grouping.rules.StackTraceRules;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which frames of a stack trace enter a group, in the variant {@code app} and in {@code system}.
 * Immutable.
 */
final class TraceParts {
  private static final String NOTHING_TO_SAY = "has no name that lasts";
  private static final String RECURSION = "recursion: the same as its caller";
  private static final String NOT_IN_APP = "not in app";

  /**
   * The frames of one variant.
   *
   * @param contributing for each frame whether it enters
   * @param contributes whether the trace as a whole does
   * @param values of the frames that enter
   * @param reasons why a frame does not, or what rule brought it back; null if nobody asked
   */
  @SuppressWarnings("ArrayRecordComponent") // Read by this package only, and compared by hand.
  record Selection(
      boolean[] contributing,
      boolean contributes,
      ValueStream.Frames values,
      @Nullable String @Nullable [] reasons) {}

  private final GroupableTrace trace;
  private final FrameValues[] values;
  private final Selection app;
  private final Selection system;

  /**
   * Selects frames.
   *
   * @param trace after the first pass of the rules
   * @param values of its frames
   * @param owner whose trace it is
   * @param rules the built-in rules and the project's
   * @param explain whether reasons are wanted
   */
  TraceParts(
      GroupableTrace trace,
      FrameValues[] values,
      TraceOwner owner,
      StackTraceRules rules,
      boolean explain) {
    this.trace = trace;
    this.values = values;
    app = select(owner, rules, true, explain);
    system = select(owner, rules, false, explain);
  }

  private Selection select(
      TraceOwner owner, StackTraceRules rules, boolean ofApp, boolean explain) {
    boolean[] contributing = new boolean[values.length];
    String[] reasons = explain ? new String[values.length] : null;
    if (ofApp && !explain && !trace.isAnyInApp()) {
      // The usual case without in-app packages, and no rule can switch a frame on here.
      return new Selection(contributing, false, new ValueStream.Frames(new FrameValues[0]), null);
    }
    for (int i = 0; i < contributing.length; i++) {
      String leftOut = leftOut(i, ofApp);
      contributing[i] = leftOut == null;
      if (reasons != null) {
        reasons[i] = leftOut;
      }
    }
    FrameLimits limits = rules.applyGrouping(trace, owner, contributing, reasons);
    for (int i = 0; i < contributing.length; i++) {
      if (contributing[i] && (values[i].isEmpty() || ofApp && !trace.isInApp(i))) {
        contributing[i] = false;
        if (reasons != null) {
          reasons[i] = values[i].isEmpty() ? NOTHING_TO_SAY : notInApp(i);
        }
      }
    }
    return limited(contributing, reasons, limits);
  }

  private @Nullable String leftOut(int i, boolean ofApp) {
    List<GroupableFrame> frames = trace.frames();
    if (values[i].isEmpty()) {
      return NOTHING_TO_SAY;
    }
    if (i > 0 && frames.get(i).isRecursionOf(frames.get(i - 1))) {
      return RECURSION;
    }
    return ofApp && !trace.isInApp(i) ? notInApp(i) : null;
  }

  private String notInApp(int i) {
    String why = trace.whyInApp(i);
    return why == null ? NOT_IN_APP : NOT_IN_APP + ": " + why;
  }

  private Selection limited(
      boolean[] contributing, @Nullable String @Nullable [] reasons, FrameLimits limits) {
    int count = 0;
    for (int i = contributing.length - 1; i >= 0; i--) {
      if (contributing[i] && limits.maxFrames() > 0 && count == limits.maxFrames()) {
        contributing[i] = false;
        if (reasons != null) {
          reasons[i] = "max-frames=" + limits.maxFrames();
        }
      } else if (contributing[i]) {
        count++;
      }
    }
    FrameValues[] entering = new FrameValues[count];
    int next = 0;
    for (int i = 0; i < contributing.length; i++) {
      if (contributing[i]) {
        entering[next++] = values[i];
      }
    }
    boolean contributes = count > 0 && count >= limits.minFrames();
    return new Selection(contributing, contributes, new ValueStream.Frames(entering), reasons);
  }

  boolean isEmpty() {
    return trace.isEmpty();
  }

  List<GroupableFrame> frames() {
    return trace.frames();
  }

  /** What of a frame can enter. */
  FrameValues values(int frame) {
    return values[frame];
  }

  Selection selection(boolean ofApp) {
    return ofApp ? app : system;
  }

  /** Whether another trace would contribute just the same. */
  boolean isLike(TraceParts other) {
    return Arrays.equals(values, other.values)
        && Arrays.equals(app.contributing, other.app.contributing)
        && Arrays.equals(system.contributing, other.system.contributing)
        && app.contributes == other.app.contributes
        && system.contributes == other.system.contributes;
  }
}
