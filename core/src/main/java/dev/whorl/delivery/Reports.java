package dev.whorl.delivery;

import dev.whorl.protocol.ClientReport;
import dev.whorl.protocol.Discarded;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the server is told what was discarded here: with the next event, or alone once a minute and
 * at the end. Thread-safe.
 */
final class Reports {
  private static final long ALONE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final @Nullable ClientReport report;
  private final RateLimits limits;
  private final LongSupplier nanoTime;
  private long wentAloneAt;
  private boolean lastWent;
  private boolean ridesNoMore;

  /**
   * Nothing went yet.
   *
   * @param report what is counted; null if the server is not to be told
   */
  Reports(@Nullable ClientReport report, RateLimits limits, LongSupplier nanoTime) {
    this.report = report;
    this.limits = limits;
    this.nanoTime = nanoTime;
    wentAloneAt = nanoTime.getAsLong();
  }

  /** What is to ride on the next event, null for nothing. */
  synchronized @Nullable Discarded rider() {
    return ridesNoMore ? null : take();
  }

  /**
   * What is to go alone now, null for nothing.
   *
   * @param closing whether this is the end; then it goes once more
   */
  synchronized @Nullable Discarded alone(boolean closing) {
    long now = nanoTime.getAsLong();
    if (closing ? lastWent : now - wentAloneAt < ALONE_NANOS) {
      return null;
    }
    Discarded taken = take();
    if (taken != null) {
      wentAloneAt = now;
      lastWent = closing;
    }
    return taken;
  }

  private @Nullable Discarded take() {
    return report == null || limits.allLimitedNanos() > 0 ? null : report.take();
  }

  /** What did not arrive goes with the next one. */
  void putBack(Discarded discarded) {
    if (report != null) {
      report.putBack(discarded);
    }
  }

  /**
   * An event was refused on which a report rode. If it was the report that the server does not
   * like, no event is to suffer for it again.
   */
  synchronized void rideNoMore() {
    ridesNoMore = true;
  }
}
