package dev.whorl.testkit;

import dev.whorl.ReporterMetrics;
import dev.whorl.log4j2.WhorlAppender;
import java.time.Duration;
import java.util.Objects;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.AbstractFilter;

/** The appender at a logger of the Log4j that this class path has. */
final class Log4jTap implements Tap {
  private final LoggerContext context;
  private final Configuration configuration;
  private final LoggerConfig logger;
  private final WhorlAppender appender;

  private Log4jTap(LoggerContext context, LoggerConfig logger, WhorlAppender appender) {
    this.context = context;
    this.logger = logger;
    this.appender = appender;
    configuration = context.getConfiguration();
  }

  static Tap attach(Wiring wiring) {
    if (!(LogManager.getContext(false) instanceof LoggerContext context)) {
      throw new IllegalStateException(
          "Log4j's API does not log to log4j-core here, but to %s. Take the other provider off the test class path, or capture with CapturedErrors.onLogback()."
              .formatted(LogManager.getContext(false).getClass().getName()));
    }
    WhorlAppender.Builder builder =
        WhorlAppender.newBuilder().setName(wiring.name()).beforeSend(wiring.beforeSend());
    wiring.applyTo(builder);
    WhorlAppender appender = builder.build();
    if (appender != null) {
      appender.start();
    }
    if (appender == null || appender.metrics() == null) {
      throw new IllegalStateException(
          "The appender did not start. Log4j's status logger says why on the console.");
    }
    // The configuration may have no such logger, and adding one would change it.
    LoggerConfig logger = context.getConfiguration().getLoggerConfig(wiring.logger());
    boolean exact = logger.getName().equals(wiring.logger());
    logger.addAppender(appender, null, exact ? null : new BelowLogger(wiring.logger()));
    return new Log4jTap(context, logger, appender);
  }

  @Override
  public boolean isAttached() {
    return context.getConfiguration() == configuration
        && logger.getAppenders().get(appender.getName()) == appender;
  }

  @Override
  public boolean flush(Duration timeout) {
    return appender.flush(timeout);
  }

  @Override
  public ReporterMetrics metrics() {
    return Objects.requireNonNull(appender.metrics(), "started");
  }

  @Override
  public void detach() {
    logger.removeAppender(appender.getName());
    appender.stop();
  }

  /** Lets through what is logged by a logger or by one below it. */
  private static final class BelowLogger extends AbstractFilter {
    private final String logger;

    BelowLogger(String logger) {
      super(Result.ACCEPT, Result.DENY);
      this.logger = logger;
    }

    @Override
    public Result filter(LogEvent event) {
      String name = event.getLoggerName();
      boolean below = name.equals(logger) || name.startsWith(logger + ".");
      return below ? onMatch : onMismatch;
    }
  }
}
