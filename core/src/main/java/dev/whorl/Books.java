package dev.whorl;

import dev.whorl.delivery.Accounting;
import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import java.util.function.ObjLongConsumer;

/** Keeps the books of events on their way out. */
final class Books implements Accounting {
  private final boolean ofThisRun;
  private final ReporterMetrics metrics;
  private final Losses losses;
  private final Notices notices;
  private final ObjLongConsumer<String> putBack;

  /**
   * Opens books.
   *
   * @param ofThisRun whether they are of events that this run logged, or of events that an earlier
   *     one, or a JVM that died, left in the folder
   * @param putBack gets the group and the number of suppressed events that a lost event was to tell
   */
  Books(
      boolean ofThisRun,
      ReporterMetrics metrics,
      Losses losses,
      Notices notices,
      ObjLongConsumer<String> putBack) {
    this.ofThisRun = ofThisRun;
    this.metrics = metrics;
    this.losses = losses;
    this.notices = notices;
    this.putBack = putBack;
  }

  @Override
  public void delivered() {
    if (ofThisRun) {
      metrics.countDelivered();
    } else {
      metrics.countRecovered(1);
    }
  }

  @Override
  public void dropped(DropReason reason, long events, String detail) {
    losses.count(ofThisRun, reason, events, detail);
    losses.report(reason, events);
  }

  @Override
  public void lost(EncodedEvent event, DropReason reason, String detail, boolean serverCounts) {
    losses.count(ofThisRun, reason, 1, detail);
    if (!serverCounts) {
      losses.report(reason, 1);
    }
    EncodedEvent.Carried carried = event.carried();
    if (carried != null) {
      Losses.tell(() -> putBack.accept(carried.group(), carried.suppressed()));
    }
  }

  @Override
  public void retried() {
    metrics.countRetry();
  }

  @Override
  public void requestTook(long nanos) {
    metrics.record(ReporterMetrics.Step.SEND, nanos);
  }

  @Override
  public void trouble(String trouble, String message) {
    Losses.tell(() -> notices.trouble(trouble, message));
  }

  @Override
  public void relief(String message) {
    Losses.tell(() -> notices.news(message));
  }
}
