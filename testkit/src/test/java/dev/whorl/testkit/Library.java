package dev.whorl.testkit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A logging library as a program uses it, and a look at its configuration. */
enum Library {
  LOGBACK {
    @Override
    CapturedErrors errors() {
      return CapturedErrors.onLogback();
    }

    @Override
    void error(String logger, String text, Throwable thrown, Object... fingerprint) {
      LoggerFactory.getLogger(logger)
          .error(
              fingerprint.length == 0 ? null : dev.whorl.logback.Fingerprints.marker(fingerprint),
              text,
              thrown);
    }

    @Override
    void withMdc(String key, String value, Runnable work) {
      try (MDC.MDCCloseable closing = MDC.putCloseable(key, value)) {
        work.run();
      }
    }

    @Override
    List<Object> configuration() {
      List<Object> found = new ArrayList<>(context().getTurboFilterList());
      for (Logger logger : context().getLoggerList()) {
        logger.iteratorForAppenders().forEachRemaining(found::add);
        if (logger.getLevel() != null) {
          found.add(logger.getName() + "=" + logger.getLevel());
        }
      }
      return found;
    }

    @Override
    void configureAnew() {
      context().reset();
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context());
      try {
        configurator.doConfigure(Library.class.getResource("/logback-test.xml"));
      } catch (JoranException e) {
        throw new IllegalStateException(e);
      }
    }

    private LoggerContext context() {
      return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
  },

  LOG4J {
    @Override
    CapturedErrors errors() {
      return CapturedErrors.onLog4j();
    }

    @Override
    void error(String logger, String text, Throwable thrown, Object... fingerprint) {
      LogManager.getLogger(logger)
          .error(
              fingerprint.length == 0 ? null : dev.whorl.log4j2.Fingerprints.marker(fingerprint),
              text,
              thrown);
    }

    @Override
    void withMdc(String key, String value, Runnable work) {
      ThreadContext.put(key, value);
      try {
        work.run();
      } finally {
        ThreadContext.remove(key);
      }
    }

    @Override
    List<Object> configuration() {
      Map<String, LoggerConfig> loggers = context().getConfiguration().getLoggers();
      List<Object> found = new ArrayList<>(context().getConfiguration().getAppenders().values());
      loggers.forEach(
          (name, logger) -> {
            found.add(name + "=" + logger.getExplicitLevel() + logger.getFilter());
            found.addAll(logger.getAppenders().values());
            found.addAll(logger.getAppenderRefs());
          });
      return found;
    }

    @Override
    void configureAnew() {
      context().reconfigure();
    }

    private org.apache.logging.log4j.core.LoggerContext context() {
      return (org.apache.logging.log4j.core.LoggerContext) LogManager.getContext(false);
    }
  };

  abstract CapturedErrors errors();

  abstract void error(String logger, String text, Throwable thrown, Object... fingerprint);

  abstract void withMdc(String key, String value, Runnable work);

  /** Appenders, filters and levels. */
  abstract List<Object> configuration();

  abstract void configureAnew();
}
