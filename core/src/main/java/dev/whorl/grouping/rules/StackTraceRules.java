package dev.whorl.grouping.rules;

import dev.whorl.grouping.facts.FrameMemo;
import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.grouping.facts.TraceOwner;
import dev.whorl.grouping.rules.FrameAction.Range;
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

  private StackTraceRules(List<StackTraceRule> rules, int frames) {
    this.rules = List.copyOf(rules);
    beforeGrouping =
        new StackTracePass(rules.stream().filter(StackTraceRule::modifies).toList(), frames);
    duringGrouping =
        new StackTracePass(rules.stream().filter(StackTraceRule::groups).toList(), frames);
  }

  /**
   * Reads rules.
   *
   * @param text one rule a line; blank lines and lines that begin with {@code #} mean nothing
   * @return the rules in the order of the text
   * @throws RulesException if a line is wrong; tells all that are
   */
  public static StackTraceRules parse(String text) {
    return new StackTraceRules(StackTraceRuleParser.parse(text), FrameMemo.USUAL_FRAMES);
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
    return new StackTraceRules(all, FrameMemo.USUAL_FRAMES);
  }

  /**
   * The same rules with another memory.
   *
   * @param frames of how many frames to remember what matches them, a power of two
   * @return rules that remember nothing yet
   */
  public StackTraceRules remembering(int frames) {
    return new StackTraceRules(rules, frames);
  }

  /**
   * Whether what the rules do to a trace depends on the exception that owns it.
   *
   * @return false if equal traces are always treated the same
   */
  public boolean askOwner() {
    return beforeGrouping.asksOwner() || duringGrouping.asksOwner();
  }

  /**
   * How many rules these are.
   *
   * @return the number of rules, not of lines
   */
  public int size() {
    return rules.size();
  }

  /**
   * The pass before grouping: sets categories and {@code in_app}. Each rule first collects the
   * frames that it matches, then acts on them; the next rule sees the result. Frames of whose
   * {@code in_app} neither the client nor a rule said anything keep null.
   *
   * @param trace changed in place, unless it {@linkplain GroupableTrace#isPrepared is prepared}
   * @param owner whose trace it is
   */
  public void applyCategoriesAndInApp(GroupableTrace trace, TraceOwner owner) {
    if (trace.isPrepared()) {
      return;
    }
    Trace matching = beforeGrouping.over(trace, owner);
    for (Ready rule : beforeGrouping.rules()) {
      if (matching.collect(rule)) {
        for (int i = matching.nextCollected(0); i >= 0; i = matching.nextCollected(i + 1)) {
          modify(matching, i, trace.size(), rule);
        }
      }
    }
    trace.setPrepared();
  }

  private static void modify(Trace trace, int frame, int frames, Ready rule) {
    for (FrameAction action : rule.actions()) {
      if (action instanceof FrameAction.SetCategory set) {
        trace.setCategory(frame, set.category(), rule);
      } else if (action instanceof FrameAction.SetInApp set) {
        int end = end(set.range(), frame, frames);
        for (int i = start(set.range(), frame); i < end; i++) {
          trace.setInApp(i, set.value(), rule, i == frame);
        }
      }
    }
  }

  /**
   * The pass during grouping: changes which frames contribute. It also switches frames on that are
   * not in the application, so in the variant {@code app} the caller takes these out again.
   *
   * @param trace after the pass before grouping
   * @param owner whose trace it is
   * @param contributing for each frame whether it contributes; changed in place
   * @param reasons for each frame what to tell people of the rule that changed it last; null where
   *     nobody wants to know
   * @return the limits that the caller has to apply
   */
  public FrameLimits applyGrouping(
      GroupableTrace trace,
      TraceOwner owner,
      boolean[] contributing,
      @Nullable String @Nullable [] reasons) {
    Trace matching = duringGrouping.over(trace, owner);
    FrameLimits limits = FrameLimits.NONE;
    for (Ready rule : duringGrouping.rules()) {
      if (matching.collect(rule)) {
        limits = limits(limits, rule);
        for (int i = matching.nextCollected(0); i >= 0; i = matching.nextCollected(i + 1)) {
          group(trace, i, rule, contributing, reasons);
        }
      }
    }
    return limits;
  }

  private static void group(
      GroupableTrace trace,
      int frame,
      Ready rule,
      boolean[] contributing,
      @Nullable String @Nullable [] reasons) {
    for (FrameAction action : rule.actions()) {
      if (action instanceof FrameAction.SetGroup set) {
        int end = end(set.range(), frame, contributing.length);
        for (int i = start(set.range(), frame); i < end; i++) {
          if (reasons != null && contributing[i] != set.value()) {
            reasons[i] = rule.because(trace, i, i == frame);
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
