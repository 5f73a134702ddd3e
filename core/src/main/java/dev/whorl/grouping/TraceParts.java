package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.rules.FrameLimits;
import dev.whorl.grouping.rules.StackTraceRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which frames of a stack trace enter a group, in the variant {@code app} and in {@code system}.
 */
final class TraceParts {
  private static final String NOTHING_TO_SAY = "has no name that lasts";
  private static final String RECURSION = "recursion: the same as its caller";
  private static final String NOT_IN_APP = "not in app";

  /** Whose trace it is, since rules may ask. */
  record Owner(
      @Nullable String type, @Nullable String value, @Nullable String mechanism, String platform) {}

  /**
   * The frames of one variant.
   *
   * @param contributing for each frame whether it enters
   * @param contributes whether the trace as a whole does
   * @param reasons why a frame does not, or what rule brought it back; null if nobody asked
   */
  @SuppressWarnings("ArrayRecordComponent") // Read by this package only, and compared by hand.
  record Selection(
      boolean[] contributing, boolean contributes, @Nullable String @Nullable [] reasons) {}

  private final List<GroupableFrame> frames;
  private final FrameValues[] values;
  private final Selection app;
  private final Selection system;

  private TraceParts(
      List<GroupableFrame> frames, FrameValues[] values, Selection app, Selection system) {
    this.frames = frames;
    this.values = values;
    this.app = app;
    this.system = system;
  }

  /**
   * Selects frames.
   *
   * @param frames outermost call first, after the first pass of the rules
   * @param owner whose trace it is
   * @param rules the built-in rules and the project's
   * @param explain whether reasons are wanted
   */
  static TraceParts of(
      List<GroupableFrame> frames, Owner owner, StackTraceRules rules, boolean explain) {
    FrameValues[] values = new FrameValues[frames.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = FrameValues.of(frames.get(i), owner.platform());
    }
    return new TraceParts(
        frames,
        values,
        select(frames, values, owner, rules, true, explain),
        select(frames, values, owner, rules, false, explain));
  }

  private static Selection select(
      List<GroupableFrame> frames,
      FrameValues[] values,
      Owner owner,
      StackTraceRules rules,
      boolean app,
      boolean explain) {
    boolean[] contributing = new boolean[frames.size()];
    if (app && !explain && frames.stream().noneMatch(TraceParts::isInApp)) {
      // The usual case without in-app packages, and no rule can switch a frame on here.
      return new Selection(contributing, false, null);
    }
    String[] reasons = explain ? new String[frames.size()] : null;
    for (int i = 0; i < contributing.length; i++) {
      String leftOut = leftOut(frames, values, i, app);
      contributing[i] = leftOut == null;
      if (reasons != null) {
        reasons[i] = leftOut;
      }
    }
    FrameLimits limits =
        rules.applyGrouping(
            frames,
            owner.type(),
            owner.value(),
            owner.mechanism(),
            owner.platform(),
            contributing,
            reasons);
    for (int i = 0; i < contributing.length; i++) {
      boolean possible = !values[i].isEmpty() && (!app || isInApp(frames.get(i)));
      if (contributing[i] && !possible) {
        contributing[i] = false;
        if (reasons != null) {
          reasons[i] = values[i].isEmpty() ? NOTHING_TO_SAY : NOT_IN_APP;
        }
      }
    }
    return limited(contributing, reasons, limits);
  }

  private static @Nullable String leftOut(
      List<GroupableFrame> frames, FrameValues[] values, int i, boolean app) {
    if (values[i].isEmpty()) {
      return NOTHING_TO_SAY;
    }
    if (i > 0 && isRecursion(frames.get(i - 1), frames.get(i))) {
      return RECURSION;
    }
    return app && !isInApp(frames.get(i)) ? NOT_IN_APP : null;
  }

  private static Selection limited(
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
    return new Selection(contributing, count > 0 && count >= limits.minFrames(), reasons);
  }

  private static boolean isInApp(GroupableFrame frame) {
    return Objects.equals(frame.inApp(), true);
  }

  private static boolean isRecursion(GroupableFrame caller, GroupableFrame frame) {
    return caller.lineno() == frame.lineno()
        && caller.colno() == frame.colno()
        && Objects.equals(caller.function(), frame.function())
        && Objects.equals(caller.module(), frame.module())
        && Objects.equals(caller.filename(), frame.filename())
        && Objects.equals(caller.absPath(), frame.absPath())
        && Objects.equals(caller.packageName(), frame.packageName());
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  List<GroupableFrame> frames() {
    return frames;
  }

  Selection selection(boolean ofApp) {
    return ofApp ? app : system;
  }

  /** The values of a variant's frames, in payload order. */
  List<String> stream(boolean ofApp) {
    List<String> stream = new ArrayList<>(frames.size() * 2);
    addTo(stream, ofApp);
    return stream;
  }

  void addTo(List<String> stream, boolean ofApp) {
    boolean[] contributing = selection(ofApp).contributing();
    for (int i = 0; i < contributing.length; i++) {
      if (contributing[i]) {
        values[i].addTo(stream);
      }
    }
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
