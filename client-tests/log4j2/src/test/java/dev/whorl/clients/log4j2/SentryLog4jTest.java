package dev.whorl.clients.log4j2;

import static java.util.Objects.requireNonNull;

import dev.whorl.clients.FingerprintHook;
import dev.whorl.clients.Log;
import dev.whorl.clients.OfficialAppenderContract;
import io.sentry.Sentry;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;

@SuppressWarnings("NullAway.Init") // JUnit has it configured first.
class SentryLog4jTest extends OfficialAppenderContract {
  private LoggerContext context;

  @Override
  protected void configure() throws Exception {
    context =
        requireNonNull(
            Configurator.initialize(
                "client-test",
                getClass().getClassLoader(),
                requireNonNull(getClass().getResource("/sentry-log4j2.xml")).toURI()));
    // The appender has no attribute for it.
    Sentry.getCurrentScopes().getOptions().setBeforeSend(new FingerprintHook());
  }

  @Override
  protected void shutDown() {
    Configurator.shutdown(context);
  }

  @Override
  public void mdc(String key, @Nullable String value) {
    if (value == null) {
      ThreadContext.remove(key);
    } else {
      ThreadContext.put(key, value);
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
