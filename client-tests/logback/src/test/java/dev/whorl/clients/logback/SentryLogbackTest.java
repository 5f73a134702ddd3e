package dev.whorl.clients.logback;

import static java.util.Objects.requireNonNull;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import dev.whorl.clients.Log;
import dev.whorl.clients.OfficialAppenderContract;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class SentryLogbackTest extends OfficialAppenderContract {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  @Override
  protected void configure() throws Exception {
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(requireNonNull(getClass().getResource("/sentry-logback.xml")));
  }

  @Override
  protected void shutDown() {
    context.stop();
  }

  @Override
  public void mdc(String key, @Nullable String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }

  @Override
  public Log log(String name) {
    Logger logger = context.getLogger(name);
    return new Log() {
      @Override
      public void error(String message, Throwable thrown) {
        logger.error(message, thrown);
      }

      @Override
      public void error(String template, int argument) {
        logger.error(template, argument);
      }

      @Override
      public void info(String message) {
        logger.info(message);
      }
    };
  }
}
