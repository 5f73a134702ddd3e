package dev.whorl.faults;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.helpers.NOPAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.StatusListener;
import dev.whorl.ReporterMetrics;
import dev.whorl.logback.WhorlAppender;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/** Logback through SLF4J. */
final class LogbackCandidate implements Candidate {
  /** SLF4J finds its provider at the first use, and must not be asked by several threads then. */
  private static final MDCAdapter ADAPTER = MDC.getMDCAdapter();

  private final LoggerContext context = new LoggerContext();
  private final List<String> status = new CopyOnWriteArrayList<>();
  private volatile @Nullable WhorlAppender appender;

  LogbackCandidate() {
    // A context of its own needs the adapter that SLF4J's MDC writes to.
    context.setMDCAdapter(ADAPTER);
  }

  @Override
  public void start(Map<String, String> settings) {
    StringBuilder elements = new StringBuilder();
    settings.forEach(
        (name, value) -> elements.append("<%s>%s</%s>".formatted(name, Xml.escaped(value), name)));
    configure(WhorlAppender.class, elements.toString());
    appender = (WhorlAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("whorl");
    // Else the first wait would be in vain, and say nothing of why.
    ReporterMetrics unused = metrics();
  }

  @Override
  public void startWithNoOp() {
    configure(NOPAppender.class, "");
  }

  private void configure(Class<?> type, String elements) {
    String xml =
        """
        <configuration>
          <appender name="whorl" class="%s">%s</appender>
          <root level="INFO"><appender-ref ref="whorl"/></root>
        </configuration>
        """
            .formatted(type.getName(), elements);
    context.reset();
    context
        .getStatusManager()
        .add(
            (StatusListener) heard -> status.add(heard.getMessage() + cause(heard.getThrowable())));
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (JoranException e) {
      throw new IllegalArgumentException(xml, e);
    }
    context.start();
  }

  private static String cause(@Nullable Throwable thrown) {
    return thrown == null ? "" : " " + thrown;
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
    entries.forEach(MDC::put);
    try {
      work.run();
    } finally {
      entries.keySet().forEach(MDC::remove);
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
    context.stop();
  }
}
