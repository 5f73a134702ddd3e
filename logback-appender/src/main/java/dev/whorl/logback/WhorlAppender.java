package dev.whorl.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.whorl.BeforeSend;
import dev.whorl.Integration;
import dev.whorl.InvalidSettingsException;
import dev.whorl.Reporter;
import dev.whorl.ReporterMetrics;
import dev.whorl.Settings;
import dev.whorl.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports logged errors as events whose grouping the log call controls. Settings are text, as they
 * stand in {@code logback.xml}; they are checked together by {@link #start()}, which tells all
 * problems on Logback's status and, if there is any, leaves the appender stopped and the
 * application logging as before.
 */
public final class WhorlAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final Settings.Builder settings = Settings.builder();
  private volatile @Nullable Reporter reporter;
  private @Nullable ThrowableGuard guard;

  /** Made by Logback, or by a program that configures Logback itself. */
  public WhorlAppender() {}

  @Override
  public void start() {
    if (isStarted()) {
      return;
    }
    String appender = Objects.requireNonNullElse(getName(), "whorl");
    try {
      Reporter started =
          Reporter.start(
              settings.build(),
              new Integration("logback", appender),
              new LogbackStatus(),
              WhorlAppender::rehearsal,
              LogbackLogCall.READER);
      reporter = started;
      guardThrowables(started);
      super.start();
    } catch (InvalidSettingsException e) {
      e.problems()
          .forEach(problem -> addError("Whorl [" + appender + "] is not started. " + problem));
    } catch (RuntimeException | Error e) {
      addError("Whorl [" + appender + "] is not started", e);
    }
  }

  /** Of no logger, as a logger's event takes a number of the sequence that a program may count. */
  private static ILoggingEvent rehearsal() {
    boolean unused = ThrowableGuard.bringsCode(IllegalStateException.class);
    LoggingEvent event = new LoggingEvent();
    event.setLevel(Level.ERROR);
    event.setLoggerName("");
    event.setThreadName("");
    event.setMessage("{}");
    event.setArgumentArray(new Object[] {""});
    event.setInstant(Instant.EPOCH);
    event.setMDCPropertyMap(Map.of("", ""));
    event.setThrowableProxy(new ThrowableProxy(new IllegalStateException()));
    return event;
  }

  private void guardThrowables(Reporter started) {
    if (getContext() instanceof LoggerContext context) {
      ThrowableGuard added = new ThrowableGuard(started);
      added.setContext(context);
      added.start();
      context.addTurboFilter(added);
      guard = added;
    }
  }

  @Override
  public void stop() {
    if (!isStarted()) {
      return;
    }
    Reporter running = reporter;
    try {
      if (running != null) {
        running.close();
      }
    } finally {
      if (guard != null && getContext() instanceof LoggerContext context) {
        context.getTurboFilterList().remove(guard);
      }
      // Stopped only now: Logback does not even show a stopped appender what is logged meanwhile.
      super.stop();
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    Reporter running = reporter;
    if (running != null && running.wants(LogbackLogCall.severity(event.getLevel()))) {
      running.log(event, LogbackLogCall.READER);
    }
  }

  /**
   * What became of the log calls so far.
   *
   * @return live counters, of the last run if the appender is stopped; null before the first start
   */
  public @Nullable ReporterMetrics metrics() {
    Reporter last = reporter;
    return last == null ? null : last.metrics();
  }

  /**
   * Waits until all that was logged so far is delivered or dropped, such as before a program that
   * runs in a sandbox is frozen. The events that stand for suppressed ones go out, too.
   *
   * @param timeout how long to wait at the most
   * @return false if something was still on its way when the time was over; true if the appender is
   *     stopped
   */
  public boolean flush(Duration timeout) {
    Reporter running = reporter;
    return running == null || running.flush(timeout);
  }

  /**
   * Sets the hook itself, for programs that configure Logback without XML.
   *
   * @param hook null for none
   */
  public void beforeSend(@Nullable BeforeSend hook) {
    settings.beforeSend(hook);
  }

  /**
   * Setting {@code dsn}.
   *
   * @param dsn where events go, for example {@code https://KEY@HOST/PROJECT}
   */
  public void setDsn(@Nullable String dsn) {
    settings.set("dsn", dsn);
  }

  /**
   * Setting {@code folder}.
   *
   * @param folder where events stay without a dsn
   */
  public void setFolder(@Nullable String folder) {
    settings.set("folder", folder);
  }

  /**
   * Setting {@code folderMaxBytes}.
   *
   * @param folderMaxBytes how large the folder may become, for example {@code 256 MiB}
   */
  public void setFolderMaxBytes(@Nullable String folderMaxBytes) {
    settings.set("folderMaxBytes", folderMaxBytes);
  }

  /**
   * Setting {@code environment}.
   *
   * @param environment the environment, {@code production} by default
   */
  public void setEnvironment(@Nullable String environment) {
    settings.set("environment", environment);
  }

  /**
   * Setting {@code release}.
   *
   * @param release the release of the application
   */
  public void setRelease(@Nullable String release) {
    settings.set("release", release);
  }

  /**
   * Setting {@code dist}.
   *
   * @param dist the distribution within the release
   */
  public void setDist(@Nullable String dist) {
    settings.set("dist", dist);
  }

  /**
   * Setting {@code serverName}.
   *
   * @param serverName the host's name
   */
  public void setServerName(@Nullable String serverName) {
    settings.set("serverName", serverName);
  }

  /**
   * Setting {@code minimumEventLevel}.
   *
   * @param minimumEventLevel the least level that becomes an event, {@code ERROR} by default
   */
  public void setMinimumEventLevel(@Nullable String minimumEventLevel) {
    settings.set("minimumEventLevel", minimumEventLevel);
  }

  /**
   * Setting {@code minimumBreadcrumbLevel}.
   *
   * @param minimumBreadcrumbLevel the least level that becomes a breadcrumb, {@code INFO} by
   *     default
   */
  public void setMinimumBreadcrumbLevel(@Nullable String minimumBreadcrumbLevel) {
    settings.set("minimumBreadcrumbLevel", minimumBreadcrumbLevel);
  }

  /**
   * Setting {@code maxBreadcrumbs}.
   *
   * @param maxBreadcrumbs how many breadcrumbs an event has at the most, 50 by default
   */
  public void setMaxBreadcrumbs(@Nullable String maxBreadcrumbs) {
    settings.set("maxBreadcrumbs", maxBreadcrumbs);
  }

  /**
   * Setting {@code fingerprintKey}.
   *
   * @param fingerprintKey the name of the MDC entry and key-value with a fingerprint
   */
  public void setFingerprintKey(@Nullable String fingerprintKey) {
    settings.set("fingerprintKey", fingerprintKey);
  }

  /**
   * Setting {@code contextTags}.
   *
   * @param contextTags comma-separated names, with wildcards, of MDC entries and key-values that
   *     become tags
   */
  public void setContextTags(@Nullable String contextTags) {
    settings.set("contextTags", contextTags);
  }

  /**
   * Setting {@code scrub}.
   *
   * @param scrub comma-separated names, with wildcards, of further keys whose values are masked
   */
  public void setScrub(@Nullable String scrub) {
    settings.set("scrub", scrub);
  }

  /**
   * Setting {@code inAppIncludes}.
   *
   * @param inAppIncludes comma-separated packages of the application
   */
  public void setInAppIncludes(@Nullable String inAppIncludes) {
    settings.set("inAppIncludes", inAppIncludes);
  }

  /**
   * Setting {@code inAppExcludes}.
   *
   * @param inAppExcludes comma-separated packages that are not the application's
   */
  public void setInAppExcludes(@Nullable String inAppExcludes) {
    settings.set("inAppExcludes", inAppExcludes);
  }

  /**
   * Setting {@code groupLimit}.
   *
   * @param groupLimit how many events a group may send each minute, 60 by default; 0 for no limit
   */
  public void setGroupLimit(@Nullable String groupLimit) {
    settings.set("groupLimit", groupLimit);
  }

  /**
   * Setting {@code keepWhileLimited}.
   *
   * @param keepWhileLimited {@code true} keeps events in the folder while the server limits them
   */
  public void setKeepWhileLimited(@Nullable String keepWhileLimited) {
    settings.set("keepWhileLimited", keepWhileLimited);
  }

  /**
   * Setting {@code sendClientReports}.
   *
   * @param sendClientReports {@code false} does not tell the server what was dropped here
   */
  public void setSendClientReports(@Nullable String sendClientReports) {
    settings.set("sendClientReports", sendClientReports);
  }

  /**
   * Setting {@code sampleRate}.
   *
   * @param sampleRate the share of events that is sent, from 0 to 1
   */
  public void setSampleRate(@Nullable String sampleRate) {
    settings.set("sampleRate", sampleRate);
  }

  /**
   * Setting {@code queueCapacity}.
   *
   * @param queueCapacity how many log calls may wait for the worker
   */
  public void setQueueCapacity(@Nullable String queueCapacity) {
    settings.set("queueCapacity", queueCapacity);
  }

  /**
   * Setting {@code memoryMaxBytes}.
   *
   * @param memoryMaxBytes how many bytes of events may wait to be sent, for example {@code 16 MiB}
   */
  public void setMemoryMaxBytes(@Nullable String memoryMaxBytes) {
    settings.set("memoryMaxBytes", memoryMaxBytes);
  }

  /**
   * Setting {@code maxInFlight}.
   *
   * @param maxInFlight how many requests may run at once
   */
  public void setMaxInFlight(@Nullable String maxInFlight) {
    settings.set("maxInFlight", maxInFlight);
  }

  /**
   * Setting {@code connectTimeoutMillis}.
   *
   * @param connectTimeoutMillis how long a connection may take to open, in milliseconds
   */
  public void setConnectTimeoutMillis(@Nullable String connectTimeoutMillis) {
    settings.set("connectTimeoutMillis", connectTimeoutMillis);
  }

  /**
   * Setting {@code requestTimeoutMillis}.
   *
   * @param requestTimeoutMillis how long a request may take, in milliseconds
   */
  public void setRequestTimeoutMillis(@Nullable String requestTimeoutMillis) {
    settings.set("requestTimeoutMillis", requestTimeoutMillis);
  }

  /**
   * Setting {@code shutdownTimeoutMillis}.
   *
   * @param shutdownTimeoutMillis how long a stop may take, in milliseconds
   */
  public void setShutdownTimeoutMillis(@Nullable String shutdownTimeoutMillis) {
    settings.set("shutdownTimeoutMillis", shutdownTimeoutMillis);
  }

  /**
   * Setting {@code proxy}.
   *
   * @param proxy an HTTP proxy as {@code host:port}
   */
  public void setProxy(@Nullable String proxy) {
    settings.set("proxy", proxy);
  }

  /**
   * Setting {@code beforeSend}.
   *
   * @param beforeSend the name of a class that implements {@link BeforeSend}
   */
  public void setBeforeSend(@Nullable String beforeSend) {
    settings.set("beforeSend", beforeSend);
  }

  /**
   * Setting {@code rules}.
   *
   * @param rules a file, or {@code classpath:} and a resource, with fingerprint rules
   */
  public void setRules(@Nullable String rules) {
    settings.set("rules", rules);
  }

  /**
   * Setting {@code stackTraceRules}.
   *
   * @param stackTraceRules a file, or {@code classpath:} and a resource, with stack-trace rules
   */
  public void setStackTraceRules(@Nullable String stackTraceRules) {
    settings.set("stackTraceRules", stackTraceRules);
  }

  /**
   * Setting {@code grouping}.
   *
   * @param grouping {@code server} or {@code client}: who computes the group
   */
  public void setGrouping(@Nullable String grouping) {
    settings.set("grouping", grouping);
  }

  /** Logback's status, where Whorl speaks of itself. */
  private final class LogbackStatus implements Status {
    @Override
    public void info(String message) {
      addInfo(message);
    }

    @Override
    public void warn(String message, @Nullable Throwable cause) {
      if (cause == null) {
        addWarn(message);
      } else {
        addWarn(message, cause);
      }
    }

    @Override
    public void error(String message) {
      addError(message);
    }
  }
}
