package dev.whorl;

import dev.whorl.capture.CaptureOptions;
import dev.whorl.capture.EventFactory;
import dev.whorl.capture.FingerprintTexts;
import dev.whorl.capture.InAppPackages;
import dev.whorl.capture.Scrubber;
import dev.whorl.delivery.WhorlThreads;
import dev.whorl.event.DropReason;
import dev.whorl.event.Severity;
import dev.whorl.protocol.ClientReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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
  /** At exit: no log call for so long means that no more are to come. */
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long FLUSH_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long MAX_FLUSH_NANOS = TimeUnit.HOURS.toNanos(1);

  /** It takes some tens of milliseconds, most of them while the reporter is being made. */
  private static final long STARTER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long BEAN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Settings settings;
  private final Integration integration;
  private final Notices notices;
  private final ReporterMetrics metrics;
  private final Scrubber scrubber;
  private final FingerprintTexts fingerprints;
  private final Intake intake;
  private final CallQueue queue;
  private final Grouping grouping;
  private final ReporterBean bean;
  private final WorkerThread worker;
  private final Thread beanThread;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread exitHook;
  private final @Nullable Thread starter;

  /** Null until a line asks, as few programs have such lines. */
  private volatile @Nullable CallGroups groups;

  /** The worker's own. */
  private long beanSettled = System.nanoTime();

  private Reporter(
      Settings settings, Integration integration, Status status, @Nullable Thread starter) {
    this.settings = settings;
    this.starter = starter;
    this.integration = integration;
    notices = new Notices(status);
    scrubber = new Scrubber(settings.scrub());
    queue = new CallQueue(settings.queueCapacity());
    metrics = new ReporterMetrics(this::waiting);
    bean = new ReporterBean(integration.appender(), metrics, notices);
    ClientReport report =
        settings.dsn() != null && settings.sendClientReports() ? new ClientReport() : null;
    Losses losses = new Losses(metrics, notices, report);
    grouping =
        new Grouping(settings, new CallVariables(scrubber, notices), notices, System::nanoTime);
    fingerprints = new FingerprintTexts(warning -> notices.warnOnce(warning, warning, null));
    Pipeline.Parts parts =
        new Pipeline.Parts(
            queue,
            grouping,
            this::eventFactory,
            metrics,
            losses,
            report,
            notices,
            this::settleBean);
    worker =
        new WorkerThread(
            integration.appender(),
            queue,
            losses,
            notices,
            () -> new Pipeline(settings, integration, parts),
            this::takeNoMore);
    intake =
        new Intake(
            settings, scrubber, fingerprints, queue, metrics, losses, notices, worker::hasEnded);
    // JMX takes its time when it is asked first, and no event is to wait for it.
    beanThread = WhorlThreads.worker(integration.appender() + "-jmx", bean::registerLater);
    exitHook =
        new Thread(null, this::closeAtExit, "whorl-exit-" + integration.appender(), 0, false);
  }

  private EventFactory eventFactory(Supplier<@Nullable String> serverName) {
    return new EventFactory(captureOptions(serverName), fingerprints);
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
    return start(settings, integration, status, null);
  }

  private static Reporter start(
      Settings settings, Integration integration, Status status, @Nullable Thread starter) {
    Reporter reporter = new Reporter(settings, integration, status, starter);
    try {
      reporter.begin();
      return reporter;
    } catch (Throwable e) {
      // A thread could not be started; those that were must not stay.
      reporter.close();
      throw e;
    }
  }

  /**
   * Starts reporting, and meanwhile has the classes loaded that the first log call needs, for its
   * caller would else wait for that. Waits for the end of it, for 200 ms at the most.
   *
   * @param settings what is in force
   * @param integration who uses it
   * @param status where Whorl speaks of itself
   * @param rehearsal makes an event at level error, with a throwable; it is read and not reported
   * @param reader reads it
   * @param <E> the library's class of events
   * @return a running reporter
   */
  public static <E> Reporter start(
      Settings settings,
      Integration integration,
      Status status,
      Supplier<E> rehearsal,
      LogReader<E> reader) {
    Thread starter = Rehearsal.begin(settings, integration.appender(), rehearsal, reader);
    Reporter reporter = start(settings, integration, status, starter);
    // Else the caller of an error that comes right now would wait for the rest of it.
    reporter.awaitStarter(System.nanoTime() + STARTER_NANOS);
    return reporter;
  }

  private void begin() {
    worker.start();
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
      String trouble = SettingsReader.whyNotWritable(folder);
      if (trouble == null) {
        notices.info(
            "Whorl keeps events in " + folder.toAbsolutePath() + " until the server has them");
      } else {
        notices.error(
            "folder: '%s' cannot be written (%s), so events wait in memory and survive neither a crash nor a stop. Name a folder that this process may write."
                .formatted(folder.toAbsolutePath(), trouble));
      }
    }
  }

  /**
   * Whether a log call of this severity is of any use, so that an appender can ask before it does
   * anything.
   *
   * @param severity how bad it is
   * @return true if it would become an event or a breadcrumb
   */
  public boolean wants(Severity severity) {
    return intake.wants(severity);
  }

  /**
   * Takes a log call: as an event, as a breadcrumb, or both. Runs on the caller's thread; neither
   * waits nor throws.
   *
   * @param event the log call, as the logging library has it
   * @param reader reads it
   * @param <E> the library's class of events
   */
  public <E> void log(E event, LogReader<E> reader) {
    intake.log(event, reader);
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
      return intake.read(source, groups()::of);
    } catch (Throwable e) {
      notices.warnOnce(
          "group of a line",
          "The group of a log call could not be computed; %group is empty there",
          e);
      return null;
    }
  }

  private void awaitStarter(long deadline) {
    if (starter != null) {
      WhorlThreads.join(starter, deadline);
    }
  }

  private CallGroups groups() {
    CallGroups ready = groups;
    return ready == null ? makeGroups() : ready;
  }

  private synchronized CallGroups makeGroups() {
    CallGroups ready = groups;
    if (ready == null) {
      // A line cannot wait for the name of the host, and no group depends on it.
      EventFactory forLines = eventFactory(() -> null);
      ready = new CallGroups(call -> grouping.group(forLines.create(call), call, forLines).hash());
      groups = ready;
    }
    return ready;
  }

  private long waiting() {
    return worker.waiting();
  }

  private void takeNoMore() {
    intake.close();
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
        asked = worker.flush();
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
   * Stops: sends what waits for as long as {@code shutdownTimeoutMillis} allows. Of what is left
   * then, events that are in the folder stay there; others, and log calls that came to no event
   * yet, are counted as {@link DropReason#CLOSED} and told. Further calls wait for the first one.
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
    intake.close();
    // Of a thread that was interrupted the files would be closed under its hands.
    boolean interrupted = Thread.interrupted();
    try {
      long left = worker.close(deadline);
      intake.clear();
      CallGroups ofLines = groups;
      if (ofLines != null) {
        ofLines.clear();
      }
      notices.flush();
      String summary = "Whorl stopped: " + metrics;
      long kept = worker.behindQueue();
      if (kept > 0) {
        summary += ". " + kept + " events stay in folder for the next start";
      }
      if (left > 0) {
        summary +=
            ". %d events were left when shutdownTimeoutMillis=%d was over"
                .formatted(left, settings.shutdownTimeout().toMillis());
      }
      if (kept > 0 || left > 0) {
        notices.warn(summary, null);
      } else {
        notices.info(summary);
      }
    } finally {
      bean.unregister();
      WhorlThreads.join(beanThread, deadline);
      awaitStarter(deadline);
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
}
