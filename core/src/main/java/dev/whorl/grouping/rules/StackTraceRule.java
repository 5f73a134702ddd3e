package dev.whorl.grouping.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stack-trace rule.
 *
 * @param line the line, from 1
 * @param caller what the frame before must match, null for anything
 * @param matchers all of which a frame must match
 * @param callee what the frame after must match, null for anything
 * @param actions in order
 * @param because what people are told of it: the comment {@code #: …} above it, else its text
 */
record StackTraceRule(
    int line,
    @Nullable Matcher caller,
    List<Matcher> matchers,
    @Nullable Matcher callee,
    List<FrameAction> actions,
    String because) {
  StackTraceRule {
    matchers = List.copyOf(matchers);
    actions = List.copyOf(actions);
  }

  /** Whether it acts on a kind of code, so that what made a frame of that kind says more. */
  boolean asksCategory() {
    return matchers.stream().anyMatch(matcher -> matcher.key().equals("category"));
  }

  /** Whether it acts before grouping. */
  boolean modifies() {
    return actions.stream()
        .anyMatch(
            action ->
                action instanceof FrameAction.SetInApp
                    || action instanceof FrameAction.SetCategory);
  }

  /** Whether it acts during grouping. */
  boolean groups() {
    return actions.stream()
        .anyMatch(
            action ->
                action instanceof FrameAction.SetGroup
                    || action instanceof FrameAction.MaxFrames
                    || action instanceof FrameAction.MinFrames);
  }
}
