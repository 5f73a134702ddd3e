package dev.whorl.benchmarks.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.util.StatusPrinter2;
import dev.whorl.benchmarks.appenders.BackEnd;
import dev.whorl.benchmarks.appenders.Candidate;
import dev.whorl.benchmarks.appenders.Options;
import dev.whorl.benchmarks.appenders.Peer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Logback through SLF4J. */
public final class LogbackBackEnd implements BackEnd {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger logger = LoggerFactory.getLogger("com.acme.shop.Orders");
  private Peer peer;

  /** Made by the service loader. */
  public LogbackBackEnd() {}

  @Override
  public String title() {
    return "Logback";
  }

  @Override
  public void start(Candidate candidate, Options options) {
    peer =
        switch (candidate) {
          case NOTHING -> new NothingOnLogback();
          case WHORL -> new WhorlOnLogback(context);
          case SENTRY -> new SentryOnLogback();
          case OPENTELEMETRY -> new OpenTelemetryOnLogback();
          case JSON -> new LogstashOnLogback();
        };
    String xml =
        """
        <configuration>
          %s
          <root level="INFO"><appender-ref ref="%s"/></root>
        </configuration>
        """
            .formatted(peer.xml(options), Peer.NAME);
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (JoranException e) {
      throw new IllegalArgumentException(xml, e);
    }
    if (!context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(Peer.NAME).isStarted()) {
      new StatusPrinter2().print(context);
      throw new IllegalStateException(candidate + " did not start");
    }
    peer.started();
  }

  @Override
  public void info(String template, Object argument) {
    logger.info(template, argument);
  }

  @Override
  public void error(String message, Throwable thrown) {
    logger.error(message, thrown);
  }

  @Override
  public void put(String key, String value) {
    MDC.put(key, value);
  }

  @Override
  public void settle() {
    peer.settle();
  }

  @Override
  public long delivered() {
    return peer.delivered();
  }

  @Override
  public void stop() {
    context.stop();
    peer.stopped();
  }
}
