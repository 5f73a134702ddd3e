package dev.whorl;

import dev.whorl.capture.EventFactory;
import dev.whorl.delivery.Accounting;
import dev.whorl.delivery.Delivery;
import dev.whorl.event.DropReason;
import dev.whorl.protocol.ClientReport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a log call goes through behind the queue, from the worker to the server or the folder.
 * Made and run by the worker's thread, since to load what this needs takes longer than all the rest
 * of a start.
 */
final class Pipeline {
  private final Settings settings;
  private final ReporterMetrics metrics;
  private final Notices notices;
  private final WayOut wayOut;
  private final GroupLimiter limiter;
  private final Worker worker;

  /**
   * What it shares with the callers' side.
   *
   * @param queue where log calls come from
   * @param grouping says which group they are in
   * @param factories makes what makes events, given the name of this host
   * @param metrics told of each event's end
   * @param losses told of each loss
   * @param report what is to be reported to the server, null if nothing is
   * @param notices told by the worker's thread
   * @param nowAndThen run by the worker some times a second
   */
  record Parts(
      CallQueue queue,
      Grouping grouping,
      Function<Supplier<@Nullable String>, EventFactory> factories,
      ReporterMetrics metrics,
      Losses losses,
      @Nullable ClientReport report,
      Notices notices,
      Runnable nowAndThen) {}

  Pipeline(Settings settings, Integration integration, Parts parts) {
    this.settings = settings;
    metrics = parts.metrics();
    notices = parts.notices();
    Supplier<@Nullable String> serverName =
        ServerName.lookUp(settings.serverName(), integration.appender());
    Losses losses = parts.losses();
    Accounting books = new Books(true, metrics, losses, notices, this::putBack);
    Accounting foundBooks = new Books(false, metrics, losses, notices, this::putBack);
    wayOut =
        WayOut.of(
            settings,
            integration,
            new WayOut.Observers(books, foundBooks, parts.report(), this::evicted));
    limiter =
        new GroupLimiter(
            settings.groupLimit(),
            System::nanoTime,
            settings.memoryMaxBytes(),
            new Handover(wayOut.outbox(), books, metrics),
            events ->
                losses.drop(
                    DropReason.GROUP_LIMIT, events, "groupLimit is " + settings.groupLimit()));
    Runnable nowAndThen = parts.nowAndThen();
    worker =
        new Worker(
            new Worker.Parts(
                parts.queue(),
                parts.factories().apply(serverName),
                settings.beforeSend(),
                parts.grouping(),
                limiter,
                wayOut.outbox(),
                books,
                metrics,
                notices,
                () -> {
                  nowAndThen.run();
                  tickDelivery();
                }));
  }

  /** Starts the threads that send. */
  void start() {
    Delivery delivery = wayOut.delivery();
    if (delivery != null) {
      delivery.start();
    }
  }

  /** Takes log calls from the queue until it is to end. */
  void run() {
    worker.run();
  }

  private void tickDelivery() {
    Delivery delivery = wayOut.delivery();
    if (delivery != null) {
      delivery.tick();
    }
  }

  private void putBack(String group, long suppressed) {
    limiter.putBack(group, suppressed);
  }

  private void evicted(long events) {
    metrics.countEvicted(events);
    notices.warnOnce(
        "evicted",
        "Whorl deleted the oldest "
            + events
            + " events to keep the folder within folderMaxBytes="
            + settings.folderMaxBytes()
            + "; further ones are only counted",
        null);
  }

  /**
   * How many events are here, behind the queue, which has to be asked first. The worker is asked
   * twice, since events move on meanwhile.
   */
  long waiting() {
    boolean onTheWay = worker.isHandingOver();
    long held = limiter.held();
    onTheWay |= worker.isHandingOver();
    return held + (onTheWay ? 1 : 0) + wayOut.outbox().waiting();
  }

  /** Lets events go out that stand for suppressed ones. */
  void flush() {
    worker.flush();
  }

  /** Lets the worker end when the queue is empty. */
  void finish() {
    worker.finish();
  }

  boolean hasEnded() {
    return worker.hasEnded();
  }

  /**
   * Ends all of it; sends until the deadline what waits.
   *
   * @return how many events were dropped for want of time
   */
  long close(long deadline) {
    long left = worker.abandon();
    Delivery delivery = wayOut.delivery();
    if (delivery != null) {
      left += delivery.close(deadline);
    }
    wayOut.outbox().close();
    return left;
  }
}
