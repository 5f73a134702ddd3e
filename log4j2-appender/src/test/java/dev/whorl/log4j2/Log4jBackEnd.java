package dev.whorl.log4j2;

import dev.whorl.ReporterMetrics;
import dev.whorl.contract.BackEnd;
import dev.whorl.contract.Call;
import dev.whorl.contract.MarkerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogBuilder;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/** Log4j, configured from XML, through its own API. */
class Log4jBackEnd implements BackEnd {
  private final LoggerContext context;
  private final List<String> status = new CopyOnWriteArrayList<>();
  private final Map<String, WhorlAppender> appenders = new ConcurrentHashMap<>();
  private final StatusListener listener = new Listener();

  /**
   * @param context not started; a synchronous one or one whose loggers are all asynchronous
   */
  Log4jBackEnd(LoggerContext context) {
    this.context = context;
  }

  @Override
  public boolean hasFatal() {
    return true;
  }

  final LoggerContext context() {
    return context;
  }

  @Override
  public void configure(
      Path applicationLog, Map<String, Map<String, String>> settings, List<Lines> lines) {
    StringBuilder xml = new StringBuilder("<Configuration status='OFF'>\n<Appenders>\n");
    xml.append("<File name='FILE' fileName='")
        .append(applicationLog)
        .append(
            "'><PatternLayout pattern='%level %msg%n' alwaysWriteExceptions='false'/></File>\n");
    StringBuilder root = new StringBuilder("<Root level='TRACE'><AppenderRef ref='FILE'/>");
    for (int i = 0; i < lines.size(); i++) {
      String name = "LINES-" + i;
      xml.append(
          ("<File name='%s' fileName='%s'>"
                  + "<PatternLayout pattern='%s%%n' alwaysWriteExceptions='false'/></File>\n")
              .formatted(name, lines.get(i).file(), escaped(lines.get(i).pattern())));
      if (lines.get(i).async()) {
        xml.append(
            "<Async name='ASYNC-%s'><AppenderRef ref='%s'/></Async>\n".formatted(name, name));
      }
      root.append(
          "<AppenderRef ref='%s%s'/>".formatted(lines.get(i).async() ? "ASYNC-" : "", name));
    }
    settings.forEach(
        (name, values) -> {
          xml.append("<Whorl name='").append(name).append('\'');
          values.forEach((key, value) -> xml.append(" %s='%s'".formatted(key, escaped(value))));
          xml.append("/>\n");
          root.append("<AppenderRef ref='%s'/>".formatted(name));
        });
    xml.append("</Appenders>\n<Loggers>")
        .append(root)
        .append("</Root></Loggers>\n</Configuration>");
    StatusLogger.getLogger().removeListener(listener);
    StatusLogger.getLogger().registerListener(listener);
    Configuration configuration =
        ConfigurationFactory.getInstance()
            .getConfiguration(context, "contract", written(xml.toString(), applicationLog));
    if (context.isStarted()) {
      context.reconfigure(configuration);
    } else {
      context.start(configuration);
    }
    settings
        .keySet()
        .forEach(
            name -> {
              WhorlAppender appender = context.getConfiguration().getAppender(name);
              if (appender != null) {
                appenders.put(name, appender);
              }
            });
  }

  private static URI written(String xml, Path besides) {
    try {
      Path file = Files.createTempFile(besides.getParent(), "log4j2-", ".xml");
      return Files.writeString(file, xml).toUri();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
  }

  @Override
  public void log(Call call) {
    ThreadContext.putAll(call.mdc());
    try {
      LogBuilder builder = context.getLogger(call.logger()).atLevel(Level.valueOf(call.level()));
      if (call.marker() != null) {
        builder = builder.withMarker(marker(call.marker()));
      }
      if (call.thrown() != null) {
        builder = builder.withThrowable(call.thrown());
      }
      if (call.keyValues().isEmpty()) {
        builder.log(call.message(), call.arguments());
      } else {
        builder.log(new Pairs(call.keyValues()));
      }
    } finally {
      ThreadContext.removeAll(call.mdc().keySet());
    }
  }

  static Marker marker(MarkerSpec spec) {
    if (spec instanceof MarkerSpec.WithFingerprint fingerprint) {
      return Fingerprints.marker(fingerprint.parts().toArray())
          .and(markers(fingerprint.references()));
    }
    if (spec instanceof MarkerSpec.Circle circle) {
      Marker first = new MarkerManager.Log4jMarker(circle.name());
      Marker second = new MarkerManager.Log4jMarker(circle.other());
      second.addParents(first);
      first.addParents(second);
      return first;
    }
    MarkerSpec.Named named = (MarkerSpec.Named) spec;
    Marker marker = new MarkerManager.Log4jMarker(named.name());
    return named.references().isEmpty() ? marker : marker.addParents(markers(named.references()));
  }

  private static Marker[] markers(List<MarkerSpec> specs) {
    return specs.stream().map(Log4jBackEnd::marker).toArray(Marker[]::new);
  }

  @Override
  public void inScope(List<Object> parts, Runnable work) {
    try (Fingerprints.Scope scope = Fingerprints.scope(parts.toArray())) {
      work.run();
    }
  }

  @Override
  public ReporterMetrics metrics(String appender) {
    return appenders.get(appender).metrics();
  }

  @Override
  public boolean flush(String appender, Duration timeout) {
    return appenders.get(appender).flush(timeout);
  }

  @Override
  public List<String> status() {
    return new ArrayList<>(status);
  }

  @Override
  public void stop() {
    context.stop();
    StatusLogger.getLogger().removeListener(listener);
  }

  /** A map message whose values are any objects. */
  private static final class Pairs extends MapMessage<Pairs, Object> {
    private static final long serialVersionUID = 1;

    Pairs(Map<String, Object> values) {
      super(values);
    }

    @Override
    public Pairs newInstance(Map<String, Object> map) {
      return new Pairs(map);
    }
  }

  private final class Listener implements StatusListener {
    @Override
    public void log(StatusData data) {
      status.add(data.getMessage().getFormattedMessage());
    }

    @Override
    public Level getStatusLevel() {
      return Level.INFO;
    }

    @Override
    public void close() {}
  }
}
