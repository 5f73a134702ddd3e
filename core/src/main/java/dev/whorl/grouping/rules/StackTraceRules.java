package dev.whorl.grouping.rules;

import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.rules.FrameAction.Range;
import dev.whorl.grouping.rules.StackTracePass.Owner;
import dev.whorl.grouping.rules.StackTracePass.Ready;
import dev.whorl.grouping.rules.StackTracePass.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that say of the frames of a trace what kind of code they are, whether they belong to the
 * application and whether they take part in grouping, in the language of a Sentry server's
 * stack-trace rules. They act in two passes: one before grouping, {@link #applyCategoriesAndInApp},
 * one for each variant of it, {@link #applyGrouping}.
 *
 * <p>Immutable but for what it remembers of texts it has seen, and safe for all threads.
 */
public final class StackTraceRules {
  private static final String BUILT_IN = "jvm.rules";

  private final List<StackTraceRule> rules;
  private final StackTracePass beforeGrouping;
  private final StackTracePass duringGrouping;

  private StackTraceRules(List<StackTraceRule> rules) {
    this.rules = List.copyOf(rules);
    beforeGrouping = new StackTracePass(rules.stream().filter(StackTraceRule::modifies).toList());
    duringGrouping = new StackTracePass(rules.stream().filter(StackTraceRule::groups).toList());
  }

  /**
   * Reads rules.
   *
   * @param text one rule a line; blank lines and lines that begin with {@code #} mean nothing
   * @return the rules in the order of the text
   * @throws RulesException if a line is wrong; tells all that are
   */
  public static StackTraceRules parse(String text) {
    return new StackTraceRules(StackTraceRuleParser.parse(text));
  }

  /**
   * Those of a server's own rules that can touch the trace of a JVM program.
   *
   * @return the rules of the resource {@code jvm.rules}, read anew
   */
  public static StackTraceRules builtIn() {
    try (InputStream file = StackTraceRules.class.getResourceAsStream(BUILT_IN)) {
      if (file == null) {
        throw new IllegalStateException(
            "The resource " + BUILT_IN + " is not beside " + StackTraceRules.class);
      }
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts a project's rules after these.
   *
   * @param projects rules that see what these did
   * @return all rules, these first
   */
  public StackTraceRules then(StackTraceRules projects) {
    List<StackTraceRule> all = new ArrayList<>(rules);
    all.addAll(projects.rules);
    return new StackTraceRules(all);
  }

  /**
   * The pass before grouping: sets categories and {@code in_app}. Each rule first collects the
   * frames that it matches, then acts on them; the next rule sees the result. Frames of whose
   * {@code in_app} neither the client nor a rule said anything keep null.
   *
   * @param frames outermost call first
   * @param errorType type of the exception that owns the trace
   * @param errorValue its message
   * @param mechanism the type of its mechanism
   * @param platform the event's platform
   */
  public void applyCategoriesAndInApp(
      List<GroupableFrame> frames,
      @Nullable String errorType,
      @Nullable String errorValue,
      @Nullable String mechanism,
      String platform) {
    Trace trace =
        beforeGrouping.over(frames, new Owner(errorType, errorValue, mechanism, platform));
    for (Ready rule : beforeGrouping.rules()) {
      if (trace.collect(rule)) {
        for (int i = trace.nextCollected(0); i >= 0; i = trace.nextCollected(i + 1)) {
          modify(trace, i, frames.size(), rule);
        }
      }
    }
  }

  private static void modify(Trace trace, int frame, int frames, Ready rule) {
    for (FrameAction action : rule.actions()) {
      if (action instanceof FrameAction.SetCategory set) {
        trace.setCategory(frame, set.category());
      } else if (action instanceof FrameAction.SetInApp set) {
        int end = end(set.range(), frame, frames);
        for (int i = start(set.range(), frame); i < end; i++) {
          trace.setInApp(i, set.value());
        }
      }
    }
  }

  /**
   * The pass during grouping: changes which frames contribute. It also switches frames on that are
   * not in the application, so in the variant {@code app} the caller takes these out again.
   *
   * @param frames outermost call first, after the pass before grouping
   * @param errorType type of the exception that owns the trace
   * @param errorValue its message
   * @param mechanism the type of its mechanism
   * @param platform the event's platform
   * @param contributing for each frame whether it contributes; changed in place
   * @param reasons for each frame the text of the rule that changed it last; null where nobody
   *     wants to know
   * @return the limits that the caller has to apply
   */
  public FrameLimits applyGrouping(
      List<GroupableFrame> frames,
      @Nullable String errorType,
      @Nullable String errorValue,
      @Nullable String mechanism,
      String platform,
      boolean[] contributing,
      @Nullable String @Nullable [] reasons) {
    Trace trace =
        duringGrouping.over(frames, new Owner(errorType, errorValue, mechanism, platform));
    FrameLimits limits = FrameLimits.NONE;
    for (Ready rule : duringGrouping.rules()) {
      if (trace.collect(rule)) {
        limits = limits(limits, rule);
        for (int i = trace.nextCollected(0); i >= 0; i = trace.nextCollected(i + 1)) {
          group(i, rule, contributing, reasons);
        }
      }
    }
    return limits;
  }

  private static void group(
      int frame, Ready rule, boolean[] contributing, @Nullable String @Nullable [] reasons) {
    for (FrameAction action : rule.actions()) {
      if (action instanceof FrameAction.SetGroup set) {
        int end = end(set.range(), frame, contributing.length);
        for (int i = start(set.range(), frame); i < end; i++) {
          if (reasons != null && contributing[i] != set.value()) {
            reasons[i] = rule.text();
          }
          contributing[i] = set.value();
        }
      }
    }
  }

  private static FrameLimits limits(FrameLimits before, Ready rule) {
    FrameLimits limits = before;
    for (FrameAction action : rule.actions()) {
      if (action instanceof FrameAction.MaxFrames max) {
        limits = new FrameLimits(max.frames(), limits.minFrames());
      } else if (action instanceof FrameAction.MinFrames min) {
        limits = new FrameLimits(limits.maxFrames(), min.frames());
      }
    }
    return limits;
  }

  private static int start(Range range, int frame) {
    return switch (range) {
      case FRAME -> frame;
      case CALLEES -> frame + 1;
      case CALLERS -> 0;
    };
  }

  private static int end(Range range, int frame, int frames) {
    return switch (range) {
      case FRAME -> frame + 1;
      case CALLEES -> frames;
      case CALLERS -> frame;
    };
  }
}
