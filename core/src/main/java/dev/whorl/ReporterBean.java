package dev.whorl;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows a reporter's counters in JMX while it runs. Counters that nobody sees are a pity; a stop
 * that waits, or an appender that does not start, would be worse: so no lock is held while JMX is
 * at work, and no failure of it leaves this class. What JMX has to do with stands in {@link
 * BeanRegistration}, so that a run-time image without the module java.management can load this.
 */
final class ReporterBean {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final String appender;
  private final ReporterMetrics metrics;
  private final Notices notices;
  private @Nullable BeanRegistration held;
  private boolean closed;

  ReporterBean(String appender, ReporterMetrics metrics, Notices notices) {
    this.appender = appender;
    this.metrics = metrics;
    this.notices = notices;
  }

  /**
   * Registers after a while, for a thread of its own: the first who asks a JVM for its JMX server
   * has 500 classes loaded, which an application that is being started should not wait for.
   */
  void registerLater() {
    try {
      if (!closesWithin(PATIENCE_NANOS)) {
        register();
      }
    } catch (InterruptedException e) {
      // By a stranger; this thread has nothing else to do.
      register();
    }
  }

  private synchronized boolean closesWithin(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; !closed && left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return closed;
  }

  /** Not for callers' threads: it may take 100 ms or more. */
  void register() {
    if (isClosed()) {
      return;
    }
    try {
      hold(BeanRegistration.register(appender, metrics));
    } catch (Throwable e) {
      failed(e);
    }
  }

  /**
   * Takes the plain name if this was registered under another one and the plain one is free by now:
   * Log4j starts the new appender before it stops the old one.
   */
  void settle() {
    BeanRegistration current = held();
    if (current == null) {
      return;
    }
    try {
      BeanRegistration better = current.underPlainName();
      if (better != null) {
        hold(better);
      }
    } catch (Throwable e) {
      failed(e);
    }
  }

  /** For good, by whichever thread: what is being registered meanwhile does not stay either. */
  void unregister() {
    BeanRegistration old;
    synchronized (this) {
      closed = true;
      notifyAll();
      old = held;
      held = null;
    }
    remove(old);
  }

  private void hold(BeanRegistration taken) {
    BeanRegistration old = taken;
    synchronized (this) {
      if (!closed) {
        old = held;
        held = taken;
      }
    }
    remove(old);
  }

  private void remove(@Nullable BeanRegistration old) {
    if (old == null) {
      return;
    }
    try {
      old.remove();
    } catch (Throwable e) {
      failed(e);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized @Nullable BeanRegistration held() {
    return held;
  }

  private void failed(Throwable e) {
    // A run-time image without JMX was made so on purpose.
    if (!(e instanceof LinkageError)) {
      notices.warnOnce("jmx", "The counters of Whorl are not shown rightly in JMX", e);
    }
  }
}
