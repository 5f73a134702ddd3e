package dev.whorl.faults;

import dev.whorl.ReporterMetrics;
import dev.whorl.log4j2.WhorlAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;
import org.jspecify.annotations.Nullable;

/** Log4j through its own API. */
final class Log4jCandidate implements Candidate {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final LoggerContext context = new LoggerContext("faults");
  private final String name = "faults_" + NUMBER.incrementAndGet() + "_";
  private final List<String> status = new CopyOnWriteArrayList<>();
  private final StatusListener listener = new Listener();
  private volatile @Nullable WhorlAppender appender;
  private volatile @Nullable Thread configuring;

  @Override
  public void start(Map<String, String> settings) {
    StringBuilder attributes = new StringBuilder();
    settings.forEach(
        (name, value) -> attributes.append(" %s=\"%s\"".formatted(name, Xml.escaped(value))));
    configure("<Whorl name=\"%s\"%s/>".formatted(name, attributes));
    appender = context.getConfiguration().getAppender(name);
    // Else the first wait would be in vain, and say nothing of why.
    ReporterMetrics unused = metrics();
  }

  @Override
  public void startWithNoOp() {
    configure("<Null name=\"%s\"/>".formatted(name));
  }

  private void configure(String element) {
    String xml =
        """
        <Configuration status="OFF" shutdownHook="disable">
          <Appenders>%s</Appenders>
          <Loggers><Root level="INFO"><AppenderRef ref="%s"/></Root></Loggers>
        </Configuration>
        """
            .formatted(element, name);
    configuring = Thread.currentThread();
    StatusLogger.getLogger().removeListener(listener);
    StatusLogger.getLogger().registerListener(listener);
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
  }

  @Override
  public void error(String logger, String message, @Nullable Throwable thrown) {
    context.getLogger(logger).error(message, thrown);
  }

  @Override
  public void errorWith(String template, Object... arguments) {
    context.getLogger("faults").error(template, arguments);
  }

  @Override
  public void in(Map<String, String> entries, Runnable work) {
    ThreadContext.putAll(entries);
    try {
      work.run();
    } finally {
      ThreadContext.removeAll(entries.keySet());
    }
  }

  @Override
  public ReporterMetrics metrics() {
    return Objects.requireNonNull(running().metrics(), () -> "not started: " + status);
  }

  private WhorlAppender running() {
    return Objects.requireNonNull(appender, () -> "no appender: " + status);
  }

  @Override
  public boolean flush(Duration timeout) {
    return running().flush(timeout);
  }

  @Override
  public List<String> status() {
    return List.copyOf(status);
  }

  @Override
  public void stop() {
    configuring = Thread.currentThread();
    context.stop();
    StatusLogger.getLogger().removeListener(listener);
  }

  /** All contexts of the JVM speak to it; it listens to the threads that work for this one. */
  private final class Listener implements StatusListener {
    @Override
    public void log(StatusData data) {
      Thread current = Thread.currentThread();
      if (current != configuring && !current.getName().contains(name)) {
        return;
      }
      Throwable thrown = data.getThrowable();
      status.add(data.getMessage().getFormattedMessage() + (thrown == null ? "" : " " + thrown));
    }

    @Override
    public Level getStatusLevel() {
      return Level.INFO;
    }

    @Override
    public void close() {}
  }
}
