package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.facts.GroupableTrace;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A trace of which is known what of it enters a group, whatever event it is in. */
final class KnownTrace extends GroupableTrace {
  private @Nullable TraceParts parts;

  KnownTrace(List<GroupableFrame> frames) {
    super(frames);
  }

  /** Copies a trace that no rules have seen. */
  KnownTrace(GroupableTrace trace) {
    super(trace);
  }

  /** Tells it; once, before any other thread sees the trace. */
  void parts(TraceParts known) {
    parts = known;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  TraceParts parts() {
    return Objects.requireNonNull(parts, "told before the trace is handed out");
  }
}
