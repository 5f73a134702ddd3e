package dev.whorl;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.ClientReport;
import org.jspecify.annotations.Nullable;

/**
 * Counts what does not arrive, has it reported to the server, and tells of it now and then.
 * Counting comes first: what was counted stays counted once, whatever becomes of the rest. Any
 * thread.
 */
final class Losses {
  private final ReporterMetrics metrics;
  private final Notices notices;
  private final @Nullable ClientReport report;

  /**
   * Makes one.
   *
   * @param report null if the server is not to be told
   */
  Losses(ReporterMetrics metrics, Notices notices, @Nullable ClientReport report) {
    this.metrics = metrics;
    this.notices = notices;
    this.report = report;
  }

  /** Events of this run. */
  void drop(DropReason reason, long events, String detail) {
    count(true, reason, events, detail);
    report(reason, events);
  }

  /** Events of this run, or of an earlier one. */
  void count(boolean ofThisRun, DropReason reason, long events, String detail) {
    if (ofThisRun) {
      long total = metrics.countDropped(reason, events) + events;
      // Most are not told, and their callers wait for this.
      if (Notices.isTold(total, events)) {
        tell(() -> notices.loss(reason, total, events, detail));
      }
    } else {
      long before = metrics.countRecoveryLosses(events);
      tell(() -> notices.recoveryLoss(reason, before + events, events, detail));
    }
  }

  void report(DropReason reason, long events) {
    if (report != null) {
      report.count(reason, events);
    }
  }

  /** Does what may fail for want of memory or stack, and is only for people. */
  static void tell(Runnable notice) {
    try {
      notice.run();
    } catch (Throwable e) {
      // The counters have it.
    }
  }
}
