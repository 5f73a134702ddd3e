package dev.whorl.log4j2;

import dev.whorl.BeforeSend;
import dev.whorl.Integration;
import dev.whorl.InvalidSettingsException;
import dev.whorl.Reporter;
import dev.whorl.ReporterMetrics;
import dev.whorl.Settings;
import dev.whorl.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;

/**
 * Reports logged errors as events whose grouping the log call controls: {@code <Whorl name="whorl"
 * dsn="..."/>} in {@code log4j2.xml}. All settings are checked together; problems are told on
 * Log4j's status logger and leave the application logging as before, without this appender.
 */
@Plugin(
    name = "Whorl",
    category = Core.CATEGORY_NAME,
    elementType = Appender.ELEMENT_TYPE,
    printObject = true)
public final class WhorlAppender extends AbstractAppender {
  private final Settings settings;
  private volatile @Nullable Reporter reporter;

  private WhorlAppender(
      String name, @Nullable Filter filter, boolean ignoreExceptions, Settings settings) {
    super(name, filter, null, ignoreExceptions, Property.EMPTY_ARRAY);
    this.settings = settings;
  }

  /**
   * Starts a configuration; called by Log4j.
   *
   * @return a builder
   */
  @PluginBuilderFactory
  public static Builder newBuilder() {
    return new Builder();
  }

  @Override
  public void start() {
    if (isStarted()) {
      return;
    }
    try {
      reporter =
          Reporter.start(
              settings,
              new Integration("log4j2", getName()),
              new Log4jStatus(),
              WhorlAppender::rehearsal,
              Log4jLogCall.READER);
    } catch (InvalidSettingsException e) {
      tell(getName(), e);
    } catch (RuntimeException | Error e) {
      LOGGER.error("Whorl [{}] is not started", getName(), e);
    }
    // Also without a reporter: Log4j complains about each event that it cannot hand to an appender.
    super.start();
  }

  private static LogEvent rehearsal() {
    return Log4jLogEvent.newBuilder()
        .setLevel(Level.ERROR)
        .setLoggerName("")
        .setThreadName("")
        .setMessage(new SimpleMessage(""))
        .setThrown(new IllegalStateException())
        .build();
  }

  private static void tell(String appender, InvalidSettingsException e) {
    e.problems()
        .forEach(problem -> LOGGER.error("Whorl [{}] is not started. {}", appender, problem));
  }

  /** Log4j gives no time by default, so the appender's own {@code shutdownTimeoutMillis} counts. */
  @Override
  public boolean stop(long timeout, TimeUnit timeUnit) {
    Reporter running = reporter;
    if (running != null) {
      running.close();
    }
    return super.stop(timeout, timeUnit);
  }

  @Override
  public void append(LogEvent event) {
    Reporter running = reporter;
    if (running != null && running.wants(Log4jLogCall.severity(event.getLevel()))) {
      running.log(event, Log4jLogCall.READER);
    }
  }

  /** What reports the log calls; null while the appender is not started. */
  @Nullable Reporter running() {
    return isStarted() ? reporter : null;
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
   * Collects the attributes of the element {@code <Whorl>}; each is text and is checked at the end.
   */
  public static final class Builder
      implements org.apache.logging.log4j.core.util.Builder<@Nullable WhorlAppender> {
    @PluginBuilderAttribute private String name = "whorl";

    @PluginBuilderAttribute private boolean ignoreExceptions = true;

    @PluginElement("Filter")
    private @Nullable Filter filter;

    @PluginBuilderAttribute(sensitive = true)
    private @Nullable String dsn;

    @PluginBuilderAttribute private @Nullable String folder;

    @PluginBuilderAttribute private @Nullable String folderMaxBytes;

    @PluginBuilderAttribute private @Nullable String environment;

    @PluginBuilderAttribute private @Nullable String release;

    @PluginBuilderAttribute private @Nullable String dist;

    @PluginBuilderAttribute private @Nullable String serverName;

    @PluginBuilderAttribute private @Nullable String minimumEventLevel;

    @PluginBuilderAttribute private @Nullable String minimumBreadcrumbLevel;

    @PluginBuilderAttribute private @Nullable String maxBreadcrumbs;

    @PluginBuilderAttribute private @Nullable String fingerprintKey;

    @PluginBuilderAttribute private @Nullable String contextTags;

    @PluginBuilderAttribute private @Nullable String scrub;

    @PluginBuilderAttribute private @Nullable String inAppIncludes;

    @PluginBuilderAttribute private @Nullable String inAppExcludes;

    @PluginBuilderAttribute private @Nullable String groupLimit;

    @PluginBuilderAttribute private @Nullable String keepWhileLimited;

    @PluginBuilderAttribute private @Nullable String sendClientReports;

    @PluginBuilderAttribute private @Nullable String sampleRate;

    @PluginBuilderAttribute private @Nullable String queueCapacity;

    @PluginBuilderAttribute private @Nullable String memoryMaxBytes;

    @PluginBuilderAttribute private @Nullable String maxInFlight;

    @PluginBuilderAttribute private @Nullable String connectTimeoutMillis;

    @PluginBuilderAttribute private @Nullable String requestTimeoutMillis;

    @PluginBuilderAttribute private @Nullable String shutdownTimeoutMillis;

    @PluginBuilderAttribute private @Nullable String proxy;

    @PluginBuilderAttribute private @Nullable String beforeSend;

    @PluginBuilderAttribute private @Nullable String rules;

    @PluginBuilderAttribute private @Nullable String stackTraceRules;

    @PluginBuilderAttribute private @Nullable String grouping;

    private @Nullable BeforeSend hook;

    private Builder() {}

    /**
     * Makes the appender.
     *
     * @return null, and the problems on the status logger, if a setting is wrong
     */
    @Override
    public @Nullable WhorlAppender build() {
      try {
        return new WhorlAppender(name, filter, ignoreExceptions, settings());
      } catch (InvalidSettingsException e) {
        tell(name, e);
        return null;
      }
    }

    private Settings settings() {
      return Settings.builder()
          .set("dsn", dsn)
          .set("folder", folder)
          .set("folderMaxBytes", folderMaxBytes)
          .set("environment", environment)
          .set("release", release)
          .set("dist", dist)
          .set("serverName", serverName)
          .set("minimumEventLevel", minimumEventLevel)
          .set("minimumBreadcrumbLevel", minimumBreadcrumbLevel)
          .set("maxBreadcrumbs", maxBreadcrumbs)
          .set("fingerprintKey", fingerprintKey)
          .set("contextTags", contextTags)
          .set("scrub", scrub)
          .set("inAppIncludes", inAppIncludes)
          .set("inAppExcludes", inAppExcludes)
          .set("groupLimit", groupLimit)
          .set("keepWhileLimited", keepWhileLimited)
          .set("sendClientReports", sendClientReports)
          .set("sampleRate", sampleRate)
          .set("queueCapacity", queueCapacity)
          .set("memoryMaxBytes", memoryMaxBytes)
          .set("maxInFlight", maxInFlight)
          .set("connectTimeoutMillis", connectTimeoutMillis)
          .set("requestTimeoutMillis", requestTimeoutMillis)
          .set("shutdownTimeoutMillis", shutdownTimeoutMillis)
          .set("proxy", proxy)
          .set("beforeSend", beforeSend)
          .set("rules", rules)
          .set("stackTraceRules", stackTraceRules)
          .set("grouping", grouping)
          .beforeSend(hook)
          .build();
    }

    /**
     * The appender's name.
     *
     * @param name for {@code <AppenderRef>}, threads and status lines; {@code whorl} by default
     * @return this
     */
    public Builder setName(String name) {
      this.name = name;
      return this;
    }

    /**
     * As for every Log4j appender; this one throws nothing.
     *
     * @param ignoreExceptions true by default
     * @return this
     */
    public Builder setIgnoreExceptions(boolean ignoreExceptions) {
      this.ignoreExceptions = ignoreExceptions;
      return this;
    }

    /**
     * Which events the appender gets.
     *
     * @param filter null for all
     * @return this
     */
    public Builder setFilter(@Nullable Filter filter) {
      this.filter = filter;
      return this;
    }

    /**
     * Sets the hook itself, for programs that configure Log4j without XML.
     *
     * @param hook null for none
     * @return this
     */
    public Builder beforeSend(@Nullable BeforeSend hook) {
      this.hook = hook;
      return this;
    }

    /**
     * Setting {@code dsn}.
     *
     * @param dsn where events go, for example {@code https://KEY@HOST/PROJECT}
     * @return this
     */
    public Builder setDsn(@Nullable String dsn) {
      this.dsn = dsn;
      return this;
    }

    /**
     * Setting {@code folder}.
     *
     * @param folder where events stay without a dsn
     * @return this
     */
    public Builder setFolder(@Nullable String folder) {
      this.folder = folder;
      return this;
    }

    /**
     * Setting {@code folderMaxBytes}.
     *
     * @param folderMaxBytes how large the folder may become, for example {@code 256 MiB}
     * @return this
     */
    public Builder setFolderMaxBytes(@Nullable String folderMaxBytes) {
      this.folderMaxBytes = folderMaxBytes;
      return this;
    }

    /**
     * Setting {@code environment}.
     *
     * @param environment the environment, {@code production} by default
     * @return this
     */
    public Builder setEnvironment(@Nullable String environment) {
      this.environment = environment;
      return this;
    }

    /**
     * Setting {@code release}.
     *
     * @param release the release of the application
     * @return this
     */
    public Builder setRelease(@Nullable String release) {
      this.release = release;
      return this;
    }

    /**
     * Setting {@code dist}.
     *
     * @param dist the distribution within the release
     * @return this
     */
    public Builder setDist(@Nullable String dist) {
      this.dist = dist;
      return this;
    }

    /**
     * Setting {@code serverName}.
     *
     * @param serverName the host's name
     * @return this
     */
    public Builder setServerName(@Nullable String serverName) {
      this.serverName = serverName;
      return this;
    }

    /**
     * Setting {@code minimumEventLevel}.
     *
     * @param minimumEventLevel the least level that becomes an event, {@code ERROR} by default
     * @return this
     */
    public Builder setMinimumEventLevel(@Nullable String minimumEventLevel) {
      this.minimumEventLevel = minimumEventLevel;
      return this;
    }

    /**
     * Setting {@code minimumBreadcrumbLevel}.
     *
     * @param minimumBreadcrumbLevel the least level that becomes a breadcrumb, {@code INFO} by
     *     default
     * @return this
     */
    public Builder setMinimumBreadcrumbLevel(@Nullable String minimumBreadcrumbLevel) {
      this.minimumBreadcrumbLevel = minimumBreadcrumbLevel;
      return this;
    }

    /**
     * Setting {@code maxBreadcrumbs}.
     *
     * @param maxBreadcrumbs how many breadcrumbs an event has at the most, 50 by default
     * @return this
     */
    public Builder setMaxBreadcrumbs(@Nullable String maxBreadcrumbs) {
      this.maxBreadcrumbs = maxBreadcrumbs;
      return this;
    }

    /**
     * Setting {@code fingerprintKey}.
     *
     * @param fingerprintKey the name of the MDC entry and key-value with a fingerprint
     * @return this
     */
    public Builder setFingerprintKey(@Nullable String fingerprintKey) {
      this.fingerprintKey = fingerprintKey;
      return this;
    }

    /**
     * Setting {@code contextTags}.
     *
     * @param contextTags comma-separated names, with wildcards, of MDC entries and key-values that
     *     become tags
     * @return this
     */
    public Builder setContextTags(@Nullable String contextTags) {
      this.contextTags = contextTags;
      return this;
    }

    /**
     * Setting {@code scrub}.
     *
     * @param scrub comma-separated names, with wildcards, of further keys whose values are masked
     * @return this
     */
    public Builder setScrub(@Nullable String scrub) {
      this.scrub = scrub;
      return this;
    }

    /**
     * Setting {@code inAppIncludes}.
     *
     * @param inAppIncludes comma-separated packages of the application
     * @return this
     */
    public Builder setInAppIncludes(@Nullable String inAppIncludes) {
      this.inAppIncludes = inAppIncludes;
      return this;
    }

    /**
     * Setting {@code inAppExcludes}.
     *
     * @param inAppExcludes comma-separated packages that are not the application's
     * @return this
     */
    public Builder setInAppExcludes(@Nullable String inAppExcludes) {
      this.inAppExcludes = inAppExcludes;
      return this;
    }

    /**
     * Setting {@code groupLimit}.
     *
     * @param groupLimit how many events a group may send each minute, 60 by default; 0 for no limit
     * @return this
     */
    public Builder setGroupLimit(@Nullable String groupLimit) {
      this.groupLimit = groupLimit;
      return this;
    }

    /**
     * Setting {@code keepWhileLimited}.
     *
     * @param keepWhileLimited {@code true} keeps events in the folder while the server limits them
     * @return this
     */
    public Builder setKeepWhileLimited(@Nullable String keepWhileLimited) {
      this.keepWhileLimited = keepWhileLimited;
      return this;
    }

    /**
     * Setting {@code sendClientReports}.
     *
     * @param sendClientReports {@code false} does not tell the server what was dropped here
     * @return this
     */
    public Builder setSendClientReports(@Nullable String sendClientReports) {
      this.sendClientReports = sendClientReports;
      return this;
    }

    /**
     * Setting {@code sampleRate}.
     *
     * @param sampleRate the share of events that is sent, from 0 to 1
     * @return this
     */
    public Builder setSampleRate(@Nullable String sampleRate) {
      this.sampleRate = sampleRate;
      return this;
    }

    /**
     * Setting {@code queueCapacity}.
     *
     * @param queueCapacity how many log calls may wait for the worker
     * @return this
     */
    public Builder setQueueCapacity(@Nullable String queueCapacity) {
      this.queueCapacity = queueCapacity;
      return this;
    }

    /**
     * Setting {@code memoryMaxBytes}.
     *
     * @param memoryMaxBytes how many bytes of events may wait to be sent, for example {@code 16
     *     MiB}
     * @return this
     */
    public Builder setMemoryMaxBytes(@Nullable String memoryMaxBytes) {
      this.memoryMaxBytes = memoryMaxBytes;
      return this;
    }

    /**
     * Setting {@code maxInFlight}.
     *
     * @param maxInFlight how many requests may run at once
     * @return this
     */
    public Builder setMaxInFlight(@Nullable String maxInFlight) {
      this.maxInFlight = maxInFlight;
      return this;
    }

    /**
     * Setting {@code connectTimeoutMillis}.
     *
     * @param connectTimeoutMillis how long a connection may take to open, in milliseconds
     * @return this
     */
    public Builder setConnectTimeoutMillis(@Nullable String connectTimeoutMillis) {
      this.connectTimeoutMillis = connectTimeoutMillis;
      return this;
    }

    /**
     * Setting {@code requestTimeoutMillis}.
     *
     * @param requestTimeoutMillis how long a request may take, in milliseconds
     * @return this
     */
    public Builder setRequestTimeoutMillis(@Nullable String requestTimeoutMillis) {
      this.requestTimeoutMillis = requestTimeoutMillis;
      return this;
    }

    /**
     * Setting {@code shutdownTimeoutMillis}.
     *
     * @param shutdownTimeoutMillis how long a stop may take, in milliseconds
     * @return this
     */
    public Builder setShutdownTimeoutMillis(@Nullable String shutdownTimeoutMillis) {
      this.shutdownTimeoutMillis = shutdownTimeoutMillis;
      return this;
    }

    /**
     * Setting {@code proxy}.
     *
     * @param proxy an HTTP proxy as {@code host:port}
     * @return this
     */
    public Builder setProxy(@Nullable String proxy) {
      this.proxy = proxy;
      return this;
    }

    /**
     * Setting {@code beforeSend}.
     *
     * @param beforeSend the name of a class that implements {@link BeforeSend}
     * @return this
     */
    public Builder setBeforeSend(@Nullable String beforeSend) {
      this.beforeSend = beforeSend;
      return this;
    }

    /**
     * Setting {@code rules}.
     *
     * @param rules a file, or {@code classpath:} and a resource, with fingerprint rules
     * @return this
     */
    public Builder setRules(@Nullable String rules) {
      this.rules = rules;
      return this;
    }

    /**
     * Setting {@code stackTraceRules}.
     *
     * @param stackTraceRules a file, or {@code classpath:} and a resource, with stack-trace rules
     * @return this
     */
    public Builder setStackTraceRules(@Nullable String stackTraceRules) {
      this.stackTraceRules = stackTraceRules;
      return this;
    }

    /**
     * Setting {@code grouping}.
     *
     * @param grouping {@code server} or {@code client}: who computes the group
     * @return this
     */
    public Builder setGrouping(@Nullable String grouping) {
      this.grouping = grouping;
      return this;
    }
  }

  /** Log4j's status logger, where Whorl speaks of itself. */
  private static final class Log4jStatus implements Status {
    @Override
    public void info(String message) {
      LOGGER.info(message);
    }

    @Override
    public void warn(String message, @Nullable Throwable cause) {
      LOGGER.warn(message, cause);
    }

    @Override
    public void error(String message) {
      LOGGER.error(message);
    }
  }
}
