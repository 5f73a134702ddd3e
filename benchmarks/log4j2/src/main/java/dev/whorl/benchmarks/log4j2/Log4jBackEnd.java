package dev.whorl.benchmarks.log4j2;

import dev.whorl.benchmarks.appenders.BackEnd;
import dev.whorl.benchmarks.appenders.Candidate;
import dev.whorl.benchmarks.appenders.Options;
import dev.whorl.benchmarks.appenders.Peer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;

/** Log4j through its own API. */
public final class Log4jBackEnd implements BackEnd {
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final Logger logger = LogManager.getLogger("com.acme.shop.Orders");
  private Peer peer;

  /** Made by the service loader. */
  public Log4jBackEnd() {}

  @Override
  public String title() {
    return "Log4j";
  }

  @Override
  public void start(Candidate candidate, Options options) {
    peer =
        switch (candidate) {
          case NOTHING -> new NothingOnLog4j();
          case WHORL -> new WhorlOnLog4j(context);
          case SENTRY -> new SentryOnLog4j();
          case OPENTELEMETRY -> new OpenTelemetryOnLog4j();
          case JSON -> new JsonTemplateOnLog4j();
        };
    String xml =
        """
        <Configuration status="ERROR" shutdownHook="disable">
          <Appenders>%s</Appenders>
          <Loggers><Root level="INFO"><AppenderRef ref="%s"/></Root></Loggers>
        </Configuration>
        """
            .formatted(peer.xml(options), Peer.NAME);
    Configuration configuration;
    try {
      configuration =
          new XmlConfiguration(
              context,
              new ConfigurationSource(
                  new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (context.isStarted()) {
      context.reconfigure(configuration);
    } else {
      context.start(configuration);
    }
    if (context.getConfiguration().getAppender(Peer.NAME) == null) {
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
    ThreadContext.put(key, value);
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
