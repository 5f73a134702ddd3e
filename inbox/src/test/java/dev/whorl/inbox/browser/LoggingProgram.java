package dev.whorl.inbox.browser;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** A program that logs through Logback as its {@code logback.xml} says. */
final class LoggingProgram implements AutoCloseable {
  private final LoggerContext context = new LoggerContext();

  /**
   * Configures one.
   *
   * @param settings elements of the appender besides the DSN
   */
  LoggingProgram(String dsn, String settings) {
    String xml =
        """
        <configuration>
          <appender name="whorl" class="dev.whorl.logback.WhorlAppender">
            <dsn>%s</dsn>
            %s
          </appender>
          <root level="INFO"><appender-ref ref="whorl"/></root>
        </configuration>
        """
            .formatted(dsn, settings);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
  }

  Logger logger(String name) {
    return context.getLogger(name);
  }

  /** Waits for what was logged to have arrived. */
  @Override
  public void close() {
    context.stop();
  }
}
