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
import dev.whorl.delivery.RateLimits;
import dev.whorl.delivery.SendableOutbox;
import dev.whorl.delivery.SpoolOutbox;
import dev.whorl.delivery.WhorlThreads;
import dev.whorl.event.Breadcrumb;
import dev.whorl.event.DropReason;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogCall;
import dev.whorl.event.Severity;
import dev.whorl.protocol.ClientReport;
import dev.whorl.protocol.Dsn;
import dev.whorl.protocol.EncodedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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

  /** About what a log call takes besides the program's own code. */
  private static final int STACK_NEEDED = 80;

  private static final long UNKNOWN_KIND = 0;
  private static final long FLUSH_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long MAX_FLUSH_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long BEAN_NANOS = TimeUnit.SECONDS.toNanos(10);

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
  private final CallQueue queue;
  private final GroupLimiter limiter;
  private final ReporterBean bean;
  private final @Nullable ClientReport report;
  private final Worker worker;
  private final Thread workerThread;
  private final Thread beanThread;
  private final Outbox outbox;
  private final @Nullable Delivery delivery;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread exitHook;

  /** The worker's own. */
  private long beanSettled = System.nanoTime();

  private Reporter(Settings settings, Integration integration, Status status) {
    this.settings = settings;
    this.integration = integration;
    notices = new Notices(status);
    minimumEvent = settings.minimumEventLevel();
    minimumBreadcrumb = settings.minimumBreadcrumbLevel();
    scrubber = new Scrubber(settings.scrub());
    breadcrumbs = new BreadcrumbTrail(settings.maxBreadcrumbs());
    fingerprints = new FingerprintTexts(warning -> notices.warnOnce(warning, warning, null));
    queue = new CallQueue(settings.queueCapacity());
    metrics = new ReporterMetrics(this::waiting);
    bean = new ReporterBean(integration.appender(), metrics, notices);
    Books books = new Books(true);
    Dsn dsn = settings.dsn();
    if (dsn == null) {
      report = null;
      delivery = null;
      outbox =
          new FolderOutbox(
              folderOf(settings),
              settings.folderMaxBytes(),
              settings.memoryMaxBytes(),
              InstantSource.system(),
              this::evicted,
              books);
    } else {
      report = settings.sendClientReports() ? new ClientReport() : null;
      SendableOutbox waiting = outboxFor(dsn, books);
      outbox = waiting;
      delivery = deliveryTo(dsn, waiting, books);
    }
    limiter =
        new GroupLimiter(
            settings.groupLimit(),
            System::nanoTime,
            settings.memoryMaxBytes(),
            new Handover(outbox, books, metrics),
            events ->
                drop(DropReason.GROUP_LIMIT, events, "groupLimit is " + settings.groupLimit()));
    Grouping grouping =
        new Grouping(settings, new CallVariables(scrubber, notices), notices, System::nanoTime);
    // A line cannot wait for the name of the host, and no group depends on it.
    EventFactory forLines = new EventFactory(captureOptions(() -> null), fingerprints);
    groups = new CallGroups(call -> grouping.group(forLines.create(call), call, forLines).hash());
    Supplier<@Nullable String> serverName =
        ServerName.lookUp(settings.serverName(), integration.appender());
    worker =
        new Worker(
            new Worker.Parts(
                queue,
                new EventFactory(captureOptions(serverName), fingerprints),
                settings.beforeSend(),
                grouping,
                limiter,
                outbox,
                books,
                metrics,
                notices,
                this::settleBean));
    workerThread = WhorlThreads.worker(integration.appender(), worker);
    // JMX takes its time when it is asked first, and no event is to wait for it.
    beanThread = WhorlThreads.worker(integration.appender() + "-jmx", bean::register);
    exitHook =
        new Thread(null, this::closeAtExit, "whorl-exit-" + integration.appender(), 0, false);
  }

  private SendableOutbox outboxFor(Dsn dsn, Accounting books) {
    Path folder = settings.folder();
    return folder == null
        ? new MemoryOutbox(settings.memoryMaxBytes(), books)
        : new SpoolOutbox(
            new SpoolOutbox.Options(
                folder, settings.folderMaxBytes(), settings.memoryMaxBytes(), dsn.destination()),
            InstantSource.system(),
            System::nanoTime,
            this::evicted,
            books,
            new Books(false));
  }

  private Delivery deliveryTo(Dsn dsn, SendableOutbox from, Accounting books) {
    RateLimits limits = new RateLimits(System::nanoTime, InstantSource.system());
    HttpSender sender =
        new HttpSender(
            dsn,
            integration.sdk(),
            new HttpSender.Options(
                settings.connectTimeout(),
                settings.requestTimeout(),
                settings.maxInFlight(),
                settings.proxy()),
            limits,
            InstantSource.system());
    return new Delivery(
        from,
        sender,
        limits,
        report,
        new Delivery.Options(
            settings.maxInFlight(), settings.keepWhileLimited(), integration.appender()),
        books,
        System::nanoTime,
        new SplittableRandom());
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
    beanThread.start();
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
      notices.info(
          "Whorl keeps events in " + folder.toAbsolutePath() + " until the server has them");
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
      Thread current = Thread.currentThread();
      boolean own =
          WhorlThreads.isOwn(current.getName()) || WhorlThreads.isOwn(source.threadName());
      if (severity.reaches(minimumEvent)) {
        probeStack(STACK_NEEDED);
        event = true;
        metrics.countLogged();
      }
      if (own || !appending.add(current) && isWithin()) {
        if (event) {
          drop(DropReason.REENTRY, 1, "logged by " + source.logger());
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
        tell(() -> drop(DropReason.INTERNAL_ERROR, 1, e.getClass().getName()));
      }
    }
  }

  /**
   * A call at the end of the stack fails here, before it was counted, and not in the middle of the
   * books.
   */
  private static int probeStack(int frames) {
    return frames == 0 ? 0 : 1 + probeStack(frames - 1);
  }

  /**
   * Whether this thread really is in the middle of another log call. If not, an overflow of its
   * stack broke the end of one.
   */
  private static boolean isWithin() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.anyMatch(
                    frame ->
                        frame.getClassName().equals(Reporter.class.getName())
                            && (frame.getMethodName().equals("take")
                                || frame.getMethodName().equals("groupOf"))));
  }

  private void take(LogSource source, Severity severity, boolean event) {
    boolean wanted = event && isWanted();
    long kind = wanted ? kind(source) : 0;
    if (wanted && !hasRoom(kind)) {
      // Neither an event nor a breadcrumb: a storm would push out all others, at its callers' cost.
      return;
    }
    List<Breadcrumb> before = wanted ? breadcrumbs.of(source.thread()) : List.of();
    if (severity.reaches(minimumBreadcrumb)) {
      breadcrumbs.add(
          source.thread(), scrubber.masked(source.breadcrumb(), source::forEachMdcEntry));
    }
    if (wanted) {
      offer(source.call(before, markerTexts), kind);
    }
  }

  private long kind(LogSource source) {
    try {
      return source.kind(settings.fingerprintKey());
    } catch (RuntimeException e) {
      // A value of the call brings code that fails. The snapshot can do with that, so must this.
      return UNKNOWN_KIND;
    }
  }

  /** Whether a call at event level is to become an event; counts it if not. */
  private boolean isWanted() {
    if (closing.get()) {
      drop(DropReason.CLOSED, 1, "");
      return false;
    }
    if (settings.sampleRate() < 1
        && ThreadLocalRandom.current().nextDouble() >= settings.sampleRate()) {
      drop(DropReason.SAMPLED, 1, "sampleRate is " + settings.sampleRate());
      return false;
    }
    return true;
  }

  private @Nullable String groupOf(LogSource source) {
    return groups.of(source.call(List.of(), markerTexts));
  }

  private boolean hasRoom(long kind) {
    CallQueue.Room room = queue.room(kind);
    if (room == CallQueue.Room.REFUSED) {
      queueIsFull();
    }
    return room == CallQueue.Room.ADMIT;
  }

  private void offer(LogCall call, long kind) {
    CallQueue.Room room = queue.offer(call, kind);
    if (room == CallQueue.Room.REFUSED) {
      queueIsFull();
    } else if (room == CallQueue.Room.ADMIT && closing.get() && worker.hasEnded()) {
      // The worker had looked at the queue for the last time before this call came.
      CallQueue.Waiting late = queue.remove(call);
      if (late != null) {
        drop(DropReason.CLOSED, 1 + queue.leave(late), "");
      }
    }
  }

  private void queueIsFull() {
    drop(DropReason.QUEUE_FULL, 1, "queueCapacity is " + settings.queueCapacity());
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
      if (!appending.add(current) && isWithin()) {
        return null;
      }
      try {
        return groupOf(source);
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

  private static boolean isTransport(String logger) {
    for (String prefix : TRANSPORT_LOGGERS) {
      if (logger.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private void drop(DropReason reason, long events, String detail) {
    countDropped(reason, events, detail);
    report(reason, events);
  }

  /** What was counted stays counted once, whatever becomes of the sentence about it. */
  private static void tell(Runnable notice) {
    try {
      notice.run();
    } catch (Throwable e) {
      // No memory or no stack for a sentence; the counters have it.
    }
  }

  private void report(DropReason reason, long events) {
    if (report != null) {
      report.count(reason, events);
    }
  }

  private void countDropped(DropReason reason, long events, String detail) {
    long before = metrics.countDropped(reason, events);
    tell(() -> notices.loss(reason, before + events, events, detail));
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

  private long waiting() {
    return queue.waiting() + (worker.isHandingOver() ? 1 : 0) + limiter.held() + outbox.waiting();
  }

  private void settleBean() {
    long now = System.nanoTime();
    if (now - beanSettled >= BEAN_NANOS) {
      beanSettled = now;
      bean.settle();
    }
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
   * Waits until all that was logged so far is delivered or dropped. The events that stand for
   * suppressed ones go out, too. Of use before a program is frozen, or in a test; not needed before
   * a stop.
   *
   * @param timeout how long to wait at the most
   * @return false if something was still on its way when the time was over, or stays in the folder
   *     of a reporter that is closed
   */
  public boolean flush(Duration timeout) {
    if (WhorlThreads.isOwn(Thread.currentThread().getName())) {
      // A hook that waits for its own worker waits in vain.
      return false;
    }
    long nanos = timeout.compareTo(Duration.ofHours(1)) > 0 ? MAX_FLUSH_NANOS : timeout.toNanos();
    long deadline = System.nanoTime() + nanos;
    boolean asked = false;
    while (waiting() > 0) {
      if (!asked && queue.waiting() == 0) {
        worker.flush();
        asked = true;
      }
      if (deadline - System.nanoTime() <= 0
          || ended.getCount() == 0
          || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(FLUSH_LOOK_NANOS);
    }
    return true;
  }

  /**
   * Stops: sends what waits for as long as {@code shutdownTimeoutMillis} allows. What is left then
   * stays in the folder, or without one is counted as {@link DropReason#CLOSED} and told. Further
   * calls wait for the first one.
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
    // Of a thread that was interrupted the files would be closed under its hands.
    boolean interrupted = Thread.interrupted();
    try {
      worker.finish();
      WhorlThreads.join(workerThread, deadline);
      long left = worker.abandon();
      if (delivery != null) {
        left += delivery.close(deadline);
      }
      outbox.close();
      breadcrumbs.clear();
      groups.clear();
      notices.flush();
      String summary = "Whorl stopped: " + metrics;
      long kept = outbox.waiting();
      if (kept > 0) {
        summary += ". " + kept + " events stay in folder for the next start";
      }
      if (left > 0) {
        notices.warn(
            "%s. %d events were left when shutdownTimeoutMillis=%d was over"
                .formatted(summary, left, settings.shutdownTimeout().toMillis()),
            null);
      } else {
        notices.info(summary);
      }
    } finally {
      bean.unregister();
      WhorlThreads.join(beanThread, deadline);
      ended.countDown();
      // Only now: if this runs on a daemon thread, the hook is what keeps the JVM until it is done.
      removeExitHook();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
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

  /** Counts the ends of events and tells of losses. */
  private final class Books implements Accounting {
    private final boolean ofThisRun;

    /**
     * Opens books.
     *
     * @param ofThisRun whether they are of events that this run logged, or of events that an
     *     earlier one, or a JVM that died, left in the folder
     */
    Books(boolean ofThisRun) {
      this.ofThisRun = ofThisRun;
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
      count(reason, events, detail);
      report(reason, events);
    }

    @Override
    public void lost(EncodedEvent event, DropReason reason, String detail, boolean serverCounts) {
      count(reason, 1, detail);
      if (!serverCounts) {
        report(reason, 1);
      }
      EncodedEvent.Carried carried = event.carried();
      if (carried != null) {
        tell(() -> limiter.putBack(carried.group(), carried.suppressed()));
      }
    }

    private void count(DropReason reason, long events, String detail) {
      if (ofThisRun) {
        countDropped(reason, events, detail);
      } else {
        long before = metrics.countRecoveryLosses(events);
        tell(() -> notices.recoveryLoss(reason, before + events, events, detail));
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
      tell(() -> notices.trouble(trouble, message));
    }

    @Override
    public void relief(String message) {
      tell(() -> notices.news(message));
    }
  }
}
