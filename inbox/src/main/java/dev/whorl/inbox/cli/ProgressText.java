package dev.whorl.inbox.cli;

import dev.whorl.inbox.preview.EventSource;
import java.util.Locale;

/** How far a preview is, on one line of a terminal. */
final class ProgressText {
  private static final int WIDTH = 30;

  private ProgressText() {}

  /** A bar and a percentage if the total is known, else what is done. */
  static String of(long done, long total) {
    if (total == EventSource.UNKNOWN || total <= 0) {
      return PreviewTable.count(done, "event") + " read";
    }
    // Events that are removed or added meanwhile must not make more than all of it.
    double part = Math.min(1, (double) done / total);
    int full = (int) (part * WIDTH);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %% of %s",
        "#".repeat(full),
        ".".repeat(WIDTH - full),
        (int) (part * 100),
        PreviewTable.count(total, "event"));
  }
}
