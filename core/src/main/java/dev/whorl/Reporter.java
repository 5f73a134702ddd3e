package dev.whorl;

import dev.whorl.capture.BreadcrumbTrail;
import dev.whorl.capture.CaptureOptions;
import dev.whorl.capture.EventFactory;
import dev.whorl.capture.FingerprintTexts;
import dev.whorl.capture.InAppPackages;
import dev.whorl.capture.Scrubber;
import dev.whorl.delivery.Accounting;
import dev.whorl.delivery.Delivery;
import dev.whorl.delivery.FolderOutbox;
import dev.whorl.delivery.HttpSender;
import dev.whorl.delivery.MemoryOutbox;
import dev.whorl.delivery.Outbox;
import dev.whorl.delivery.WhorlThreads;
import dev.whorl.event.Breadcrumb;
import dev.whorl.event.DropReason;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogCall;
import dev.whorl.event.Severity;
import dev.whorl.protocol.Dsn;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an appender drives: takes log calls on the caller's thread and sees to the rest on its own.
 * One for each appender; nothing is shared between them.
 */
public final class Reporter implements AutoCloseable {
  /**
   * Loggers of what Whorl itself runs on: an error there must not become an event to be sent there.
   */
  private static final List<String> TRANSPORT_LOGGERS =
      List.of("okhttp3.", "okio.", "com.fasterxml.jackson.");

  /** At exit: no log call for so long means that no more are to come. */
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Settings settings;
  private final Integration integration;
  private final Notices notices;
  private final @Nullable Severity minimumEvent;
  private final @Nullable Severity minimumBreadcrumb;
  private final ReporterMetrics metrics;
  private final Scrubber scrubber;
  private final BreadcrumbTrail breadcrumbs;
  private final FingerprintTexts fingerprints;
  private final FingerprintReader markerTexts = new MarkerTexts();
  private final CallGroups groups;
  private final Set<Thread> appending = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<LogCall> queue;
  private final Worker worker;
  private final Thread workerThread;
  private final Outbox outbox;
  private final @Nullable Delivery delivery;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread exitHook;

  private Reporter(Settings settings, Integration integration, Status status) {
    this.settings = settings;
    this.integration = integration;
    notices = new Notices(status);
    minimumEvent = settings.minimumEventLevel();
    minimumBreadcrumb = settings.minimumBreadcrumbLevel();
    scrubber = new Scrubber(settings.scrub());
    breadcrumbs = new BreadcrumbTrail(settings.maxBreadcrumbs());
    fingerprints = new FingerprintTexts(warning -> notices.warnOnce(warning, warning, null));
    queue = new ArrayBlockingQueue<>(settings.queueCapacity());
    metrics = new ReporterMetrics(this::waiting);
    Books books = new Books();
    Dsn dsn = settings.dsn();
    if (dsn == null) {
      outbox =
          new FolderOutbox(
              folderOf(settings), settings.folderMaxBytes(), InstantSource.system(), this::evicted);
      delivery = null;
    } else {
      MemoryOutbox memory = new MemoryOutbox(settings.memoryMaxBytes());
      HttpSender sender =
          new HttpSender(
              dsn,
              integration.sdk(),
              new HttpSender.Options(
                  settings.connectTimeout(),
                  settings.requestTimeout(),
                  settings.maxInFlight(),
                  settings.proxy()),
              InstantSource.system());
      outbox = memory;
      delivery =
          new Delivery(memory, sender, settings.maxInFlight(), integration.appender(), books);
    }
    Grouping grouping =
        new Grouping(settings, new CallVariables(scrubber, notices), notices, System::nanoTime);
    // A line cannot wait for the name of the host, and no group depends on it.
    EventFactory forLines = new EventFactory(captureOptions(() -> null), fingerprints);
    groups = new CallGroups(call -> grouping.group(forLines.create(call), call, forLines).hash());
    Supplier<@Nullable String> serverName =
        ServerName.lookUp(settings.serverName(), integration.appender());
    worker =
        new Worker(
            queue,
            new EventFactory(captureOptions(serverName), fingerprints),
            settings.beforeSend(),
            grouping,
            outbox,
            delivery == null,
            books,
            metrics,
            notices);
    workerThread = WhorlThreads.worker(integration.appender(), worker);
    exitHook =
        new Thread(null, this::closeAtExit, "whorl-exit-" + integration.appender(), 0, false);
  }

  private CaptureOptions captureOptions(Supplier<@Nullable String> serverName) {
    return new CaptureOptions(
        integration.sdk(),
        integration.origin(),
        settings.environment(),
        settings.release(),
        settings.dist(),
        serverName,
        settings.fingerprintKey(),
        settings.contextTags(),
        scrubber,
        new InAppPackages(settings.inAppIncludes(), settings.inAppExcludes()));
  }

  /**
   * Starts reporting.
   *
   * @param settings what is in force
   * @param integration who uses it
   * @param status where Whorl speaks of itself
   * @return a running reporter
   */
  public static Reporter start(Settings settings, Integration integration, Status status) {
    Reporter reporter = new Reporter(settings, integration, status);
    try {
      reporter.begin();
      return reporter;
    } catch (Throwable e) {
      // A thread could not be started; those that were must not stay.
      reporter.close();
      throw e;
    }
  }

  private void begin() {
    if (delivery != null) {
      delivery.start();
    }
    workerThread.start();
    try {
      Runtime.getRuntime().addShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      // The JVM is about to exit; whoever started us now has to stop us, too.
    }
    notices.info("Whorl " + integration.sdk().version() + " reports errors: " + settings);
    Path folder = settings.folder();
    if (settings.dsn() == null && folder != null) {
      notices.info("Whorl has no dsn; events are kept in " + folder.toAbsolutePath());
    } else if (folder != null) {
      notices.info("Whorl does not use folder " + folder + " in this version while dsn is set");
    }
  }

  private static Path folderOf(Settings settings) {
    Path folder = settings.folder();
    if (folder == null) {
      throw new IllegalStateException("Settings without a dsn have a folder");
    }
    return folder;
  }

  /**
   * Whether a log call of this severity is of any use, so that an appender can ask before it does
   * anything.
   *
   * @param severity how bad it is
   * @return true if it would become an event or a breadcrumb
   */
  public boolean wants(Severity severity) {
    return severity.reaches(minimumEvent) || severity.reaches(minimumBreadcrumb);
  }

  /**
   * Takes a log call: as an event, as a breadcrumb, or both. Runs on the caller's thread; neither
   * waits nor throws.
   *
   * @param source the log call
   */
  public void log(LogSource source) {
    boolean event = false;
    try {
      Severity severity = source.severity();
      if (!wants(severity) || isTransport(source.logger())) {
        return;
      }
      event = severity.reaches(minimumEvent);
      if (event) {
        metrics.countLogged();
      }
      Thread current = Thread.currentThread();
      boolean own =
          WhorlThreads.isOwn(current.getName()) || WhorlThreads.isOwn(source.threadName());
      if (own || !appending.add(current)) {
        if (event) {
          drop(DropReason.REENTRY, "logged by " + source.logger());
        }
        return;
      }
      try {
        take(source, severity, event);
      } finally {
        appending.remove(current);
      }
    } catch (Throwable e) {
      // Nothing may leave an appender. The offer to the queue is the last step, so nothing counts
      // twice.
      if (event) {
        drop(DropReason.INTERNAL_ERROR, e.getClass().getName());
      }
    }
  }

  private void take(LogSource source, Severity severity, boolean event) {
    List<Breadcrumb> before = event ? breadcrumbs.of(source.thread()) : List.of();
    if (severity.reaches(minimumBreadcrumb)) {
      breadcrumbs.add(
          source.thread(), scrubber.masked(source.breadcrumb(), source::forEachMdcEntry));
    }
    if (!event) {
      return;
    }
    if (closing.get()) {
      drop(DropReason.CLOSED, "");
    } else if (settings.sampleRate() < 1
        && ThreadLocalRandom.current().nextDouble() >= settings.sampleRate()) {
      drop(DropReason.SAMPLED, "sampleRate is " + settings.sampleRate());
    } else {
      offer(source.call(before, markerTexts));
    }
  }

  /**
   * The group of a log call, as its event will say it if no hook changes that, for a line in an
   * ordinary log file. Whether the call becomes an event does not matter. Computed on the caller's
   * thread, once for each call; counts nothing and throws nothing.
   *
   * @param source the log call
   * @return null if it has no throwable, was logged while Whorl read another call, or if this fails
   */
  public @Nullable String group(LogSource source) {
    try {
      Thread current = Thread.currentThread();
      if (!appending.add(current)) {
        return null;
      }
      try {
        return groups.of(source.call(List.of(), markerTexts));
      } finally {
        appending.remove(current);
      }
    } catch (Throwable e) {
      notices.warnOnce(
          "group of a line",
          "The group of a log call could not be computed; %group is empty there",
          e);
      return null;
    }
  }

  @SuppressWarnings("ReferenceEquality") // An equal call of another thread is another call.
  private void offer(LogCall call) {
    if (!queue.offer(call)) {
      drop(DropReason.QUEUE_FULL, "queueCapacity is " + settings.queueCapacity());
    } else if (closing.get() && worker.hasEnded() && queue.removeIf(waiting -> waiting == call)) {
      // The worker had looked at the queue for the last time before this call came.
      drop(DropReason.CLOSED, "");
    }
  }

  private static boolean isTransport(String logger) {
    for (String prefix : TRANSPORT_LOGGERS) {
      if (logger.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private void drop(DropReason reason, String detail) {
    if (metrics.countDropped(reason)) {
      notices.lossOnce(
          reason,
          "Whorl dropped an event for the first time with the reason "
              + reason.label()
              + (detail.isEmpty() ? "" : " (" + detail + ")")
              + "; further ones are only counted");
    }
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

  private int waiting() {
    int inMemory = outbox instanceof MemoryOutbox memory ? memory.waiting() : 0;
    return queue.size() + worker.inHand() + inMemory;
  }

  /**
   * What became of the log calls so far.
   *
   * @return live counters
   */
  public ReporterMetrics metrics() {
    return metrics;
  }

  /**
   * Stops: sends what waits for as long as {@code shutdownTimeoutMillis} allows, counts the rest as
   * {@link DropReason#CLOSED} and tells how many these were. Further calls wait for the first one.
   */
  @Override
  public void close() {
    close(System.nanoTime() + settings.shutdownTimeout().toNanos());
  }

  private void close(long deadline) {
    if (!closing.compareAndSet(false, true)) {
      awaitEnd(deadline);
      return;
    }
    try {
      worker.finish();
      WhorlThreads.join(workerThread, deadline);
      int left = worker.abandon();
      if (delivery != null) {
        left += delivery.close(deadline);
      }
      outbox.close();
      breadcrumbs.clear();
      groups.clear();
      notices.flush();
      String summary = "Whorl stopped: " + metrics;
      if (left > 0) {
        notices.warn(
            "%s. %d events were left when shutdownTimeoutMillis=%d was over"
                .formatted(summary, left, settings.shutdownTimeout().toMillis()),
            null);
      } else {
        notices.info(summary);
      }
    } finally {
      ended.countDown();
      // Only now: if this runs on a daemon thread, the hook is what keeps the JVM until it is done.
      removeExitHook();
    }
  }

  /**
   * At the exit of the JVM an asynchronous appender in front of this one may still be handing over
   * what was logged: waits until that stops, within half of the time that a stop may take.
   */
  private void closeAtExit() {
    long timeout = settings.shutdownTimeout().toNanos();
    long begin = System.nanoTime();
    long seen;
    do {
      seen = metrics.logged();
      awaitEnd(System.nanoTime() + Math.min(SETTLE_NANOS, timeout / 2));
    } while (metrics.logged() != seen && System.nanoTime() - begin < timeout / 2);
    close(begin + timeout);
  }

  private void awaitEnd(long deadline) {
    try {
      boolean unused = ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void removeExitHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      // The JVM is exiting, perhaps through this very hook.
    }
  }

  private final class MarkerTexts implements FingerprintReader {
    @Override
    public String key() {
      return settings.fingerprintKey();
    }

    @Override
    public Fingerprint read(String text, String source) {
      return fingerprints.read(text, source);
    }

    @Override
    public void lost(String remedy) {
      notices.warnOnce(remedy, remedy, null);
    }
  }

  /** Counts the ends of events and tells the first of each reason. */
  private final class Books implements Accounting {
    @Override
    public void delivered() {
      metrics.countDelivered();
    }

    @Override
    public void dropped(DropReason reason, String detail) {
      drop(reason, detail);
    }
  }
}
