package dev.whorl;

import dev.whorl.capture.BreadcrumbTrail;
import dev.whorl.capture.FingerprintTexts;
import dev.whorl.capture.Scrubber;
import dev.whorl.delivery.WhorlThreads;
import dev.whorl.event.Breadcrumb;
import dev.whorl.event.DropReason;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogCall;
import dev.whorl.event.Severity;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens on the thread that logs: a log call is filtered, and taken as a breadcrumb, as an
 * event, or both. Nothing here waits or throws.
 */
final class Intake {
  /**
   * Loggers of what Whorl itself runs on: an error there must not become an event to be sent there.
   */
  private static final String[] TRANSPORT_LOGGERS = {
    "org.apache.hc.core5.", "com.fasterxml.jackson."
  };

  private static final long UNKNOWN_KIND = 0;

  private final Settings settings;
  private final @Nullable Severity minimumEvent;
  private final @Nullable Severity minimumBreadcrumb;
  private final BreadcrumbTrail breadcrumbs;
  private final Scrubber scrubber;
  private final Predicate<String> secretKeys;
  private final PlainContexts plainContexts = new PlainContexts();
  private final FingerprintReader markerTexts;
  private final CallQueue queue;
  private final ReporterMetrics metrics;
  private final Losses losses;
  private final String queueFullDetail;
  private final String sampledDetail;
  private final BooleanSupplier workerHasEnded;
  private final CallersInside appending = new CallersInside();
  private volatile boolean closed;

  /**
   * Makes an open intake.
   *
   * @param workerHasEnded whether nobody takes calls from the queue any more
   */
  Intake(
      Settings settings,
      Scrubber scrubber,
      FingerprintTexts fingerprints,
      CallQueue queue,
      ReporterMetrics metrics,
      Losses losses,
      Notices notices,
      BooleanSupplier workerHasEnded) {
    this.settings = settings;
    this.scrubber = scrubber;
    secretKeys = scrubber::hides;
    this.queue = queue;
    this.metrics = metrics;
    this.losses = losses;
    this.workerHasEnded = workerHasEnded;
    queueFullDetail = "queueCapacity is " + settings.queueCapacity();
    sampledDetail = "sampleRate is " + settings.sampleRate();
    minimumEvent = settings.minimumEventLevel();
    minimumBreadcrumb = settings.minimumBreadcrumbLevel();
    breadcrumbs = new BreadcrumbTrail(settings.maxBreadcrumbs());
    markerTexts = new MarkerTexts(settings.fingerprintKey(), fingerprints, notices);
  }

  boolean wants(Severity severity) {
    return severity.reaches(minimumEvent) || severity.reaches(minimumBreadcrumb);
  }

  <E> void log(E event, LogReader<E> reader) {
    boolean counted = false;
    try {
      Severity severity = reader.severity(event);
      if (!wants(severity) || isTransport(reader.logger(event))) {
        return;
      }
      Thread current = Thread.currentThread();
      boolean own =
          WhorlThreads.isOwn(current.getName()) || WhorlThreads.isOwn(reader.threadName(event));
      if (severity.reaches(minimumEvent)) {
        StackProbe.probe();
        counted = true;
        metrics.countLogged();
      }
      if (own || !appending.enter(current) && isWithin()) {
        if (counted) {
          losses.drop(DropReason.REENTRY, 1, "logged by " + reader.logger(event));
        }
        return;
      }
      try {
        take(event, reader, severity);
      } finally {
        appending.leave(current);
      }
    } catch (Throwable e) {
      // Nothing may leave an appender. The offer to the queue is the last step, so nothing counts
      // twice.
      if (counted) {
        Losses.tell(() -> losses.drop(DropReason.INTERNAL_ERROR, 1, e.getClass().getName()));
      }
    }
  }

  /**
   * Reads a log call for something else than an event.
   *
   * @return null if it was logged while another call was being read
   */
  <T> @Nullable T read(LogSource source, Function<LogCall, @Nullable T> reader) {
    Thread current = Thread.currentThread();
    if (!appending.enter(current) && isWithin()) {
      return null;
    }
    try {
      return readCall(source, reader);
    } finally {
      appending.leave(current);
    }
  }

  private <T> @Nullable T readCall(LogSource source, Function<LogCall, @Nullable T> reader) {
    return reader.apply(source.call(List.of(), markerTexts));
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
                        frame.getClassName().equals(Intake.class.getName())
                            && (frame.getMethodName().equals("take")
                                || frame.getMethodName().equals("readCall"))));
  }

  private <E> void take(E event, LogReader<E> reader, Severity severity) {
    boolean wanted = severity.reaches(minimumEvent) && isWanted();
    long kind = wanted ? kind(event, reader) : UNKNOWN_KIND;
    if (wanted && !hasRoom(kind)) {
      // Neither an event nor a breadcrumb: a storm would push out all others, at its callers' cost.
      return;
    }
    LogSource source = reader.open(event);
    List<Breadcrumb> before =
        wanted && minimumBreadcrumb != null ? breadcrumbs.of(source.thread()) : List.of();
    if (severity.reaches(minimumBreadcrumb)) {
      breadcrumbs.add(
          source.thread(), hasSecretKey(source) ? masked(source) : source.breadcrumbForLater());
    }
    if (wanted) {
      offer(source.call(before, markerTexts), kind);
    }
  }

  private boolean hasSecretKey(LogSource source) {
    Object context = source.unchangingMdc();
    if (context != null && plainContexts.has(context)) {
      return false;
    }
    boolean has = source.hasMdcKey(secretKeys);
    if (context != null && !has) {
      plainContexts.add(context);
    }
    return has;
  }

  /** Cut only then, since what is left of a secret would not be known as one. */
  private Supplier<Breadcrumb> masked(LogSource source) {
    Breadcrumb masked = scrubber.masked(source.breadcrumb(), source::forEachMdcEntry).cut();
    return () -> masked;
  }

  private <E> long kind(E event, LogReader<E> reader) {
    try {
      return reader.kind(event, settings.fingerprintKey());
    } catch (RuntimeException e) {
      // A value of the call brings code that fails. The snapshot can do with that, so must this.
      return UNKNOWN_KIND;
    }
  }

  /** Whether a call at event level is to become an event; counts it if not. */
  private boolean isWanted() {
    if (closed) {
      losses.drop(DropReason.CLOSED, 1, "");
      return false;
    }
    if (settings.sampleRate() < 1
        && ThreadLocalRandom.current().nextDouble() >= settings.sampleRate()) {
      losses.drop(DropReason.SAMPLED, 1, sampledDetail);
      return false;
    }
    return true;
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
    } else if (room == CallQueue.Room.ADMIT && closed && workerHasEnded.getAsBoolean()) {
      // The worker had looked at the queue for the last time before this call came.
      CallQueue.Waiting late = queue.remove(call);
      if (late != null) {
        losses.drop(DropReason.CLOSED, 1 + queue.leave(late), "");
      }
    }
  }

  private void queueIsFull() {
    losses.drop(DropReason.QUEUE_FULL, 1, queueFullDetail);
  }

  private static boolean isTransport(String logger) {
    for (String prefix : TRANSPORT_LOGGERS) {
      if (logger.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Takes no more events. */
  void close() {
    closed = true;
  }

  /** Forgets what threads logged. */
  void clear() {
    breadcrumbs.clear();
    plainContexts.clear();
  }

  private record MarkerTexts(String key, FingerprintTexts texts, Notices notices)
      implements FingerprintReader {
    @Override
    public Fingerprint read(String text, String source) {
      return texts.read(text, source);
    }

    @Override
    public void lost(String remedy) {
      notices.warnOnce(remedy, remedy, null);
    }
  }
}
