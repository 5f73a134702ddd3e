package dev.whorl.testkit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.whorl.ReporterMetrics;
import dev.whorl.logback.WhorlAppender;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** The appender at a logger of the Logback that SLF4J has. */
final class LogbackTap implements Tap {
  private final Logger logger;
  private final WhorlAppender appender;

  private LogbackTap(Logger logger, WhorlAppender appender) {
    this.logger = logger;
    this.appender = appender;
  }

  static Tap attach(Wiring wiring) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      throw new IllegalStateException(
          "SLF4J does not log to Logback here, but to %s. Take the other provider off the test class path, or capture with CapturedErrors.onLog4j()."
              .formatted(factory.getClass().getName()));
    }
    WhorlAppender appender = new WhorlAppender();
    appender.setContext(context);
    appender.setName(wiring.name());
    wiring.applyTo(appender);
    appender.beforeSend(wiring.beforeSend());
    appender.start();
    if (!appender.isStarted()) {
      throw new IllegalStateException("The appender did not start. " + told(context, appender));
    }
    Logger logger =
        context.getLogger(
            wiring.logger().isEmpty() ? org.slf4j.Logger.ROOT_LOGGER_NAME : wiring.logger());
    logger.addAppender(appender);
    return new LogbackTap(logger, appender);
  }

  private static String told(LoggerContext context, WhorlAppender appender) {
    return context.getStatusManager().getCopyOfStatusList().stream()
        .filter(status -> status.getOrigin() == appender)
        .map(status -> String.valueOf(status.getMessage()))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public boolean isAttached() {
    return appender.isStarted() && logger.isAttached(appender);
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
    logger.detachAppender(appender);
    appender.stop();
  }
}
