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

  /** Tells it; once, before any other thread sees the trace. */
  void parts(TraceParts known) {
    parts = known;
  }

  TraceParts parts() {
    return Objects.requireNonNull(parts, "told before the trace is handed out");
  }
}
