package dev.whorl.logback;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import dev.whorl.ReporterMetrics;
import dev.whorl.contract.BackEnd;
import dev.whorl.contract.Call;
import dev.whorl.contract.MarkerSpec;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Logback, configured from XML, with Whorl's appender alone or behind AsyncAppender. */
final class LogbackBackEnd implements BackEnd {
  private final boolean async;
  private final LoggerContext context = new LoggerContext();
  private final List<String> status = new CopyOnWriteArrayList<>();
  private final Map<String, WhorlAppender> appenders = new ConcurrentHashMap<>();

  LogbackBackEnd(boolean async) {
    this.async = async;
    // A context of its own needs the adapter that SLF4J's MDC writes to.
    context.setMDCAdapter(MDC.getMDCAdapter());
  }

  @Override
  public boolean knowsThreadIds() {
    return !async;
  }

  @Override
  public void configure(
      Path applicationLog, Map<String, Map<String, String>> settings, List<Lines> lines) {
    StringBuilder xml = new StringBuilder("<configuration>\n");
    xml.append("<conversionRule conversionWord='group' class='")
        .append(GroupConverter.class.getName())
        .append("'/>\n");
    xml.append("<appender name='FILE' class='ch.qos.logback.core.FileAppender'><file>")
        .append(applicationLog)
        .append("</file><encoder><pattern>%level %msg%nopex%n</pattern></encoder></appender>\n");
    StringBuilder root = new StringBuilder("<root level='TRACE'><appender-ref ref='FILE'/>");
    for (int i = 0; i < lines.size(); i++) {
      String name = "LINES-" + i;
      xml.append(
          ("<appender name='%s' class='ch.qos.logback.core.FileAppender'><file>%s</file>"
                  + "<encoder><pattern>%s%%nopex%%n</pattern></encoder></appender>\n")
              .formatted(name, lines.get(i).file(), escaped(lines.get(i).pattern())));
      root.append(asyncIf(lines.get(i).async(), name, xml));
    }
    settings.forEach(
        (name, values) -> {
          xml.append(
              "<appender name='%s' class='%s'>\n".formatted(name, WhorlAppender.class.getName()));
          values.forEach(
              (key, value) -> xml.append("  <%s>%s</%s>\n".formatted(key, escaped(value), key)));
          xml.append("</appender>\n");
          root.append(asyncIf(async, name, xml));
        });
    xml.append(root).append("</root>\n</configuration>");
    context.reset();
    context.getStatusManager().add((StatusListener) this::heard);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(
          new ByteArrayInputStream(xml.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (JoranException e) {
      throw new IllegalArgumentException(xml.toString(), e);
    }
    context.start();
    settings.keySet().forEach(name -> appenders.put(name, find(name)));
  }

  /** A reference to an appender, or to an async one that is put before it. */
  private static String asyncIf(boolean async, String name, StringBuilder xml) {
    if (async) {
      xml.append(
          ("<appender name='ASYNC-%s' class='%s'><discardingThreshold>0</discardingThreshold>"
                  + "<queueSize>4096</queueSize><maxFlushTime>20000</maxFlushTime><appender-ref ref='%s'/></appender>\n")
              .formatted(name, AsyncAppender.class.getName(), name));
    }
    return "<appender-ref ref='%s%s'/>".formatted(async ? "ASYNC-" : "", name);
  }

  private void heard(Status heard) {
    status.add(heard.getMessage());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private WhorlAppender find(String name) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Appender<ILoggingEvent> appender =
        async
            ? ((AsyncAppender) root.getAppender("ASYNC-" + name)).getAppender(name)
            : root.getAppender(name);
    return (WhorlAppender) appender;
  }

  @Override
  public void log(Call call) {
    Logger logger = context.getLogger(call.logger());
    call.mdc().forEach(MDC::put);
    try {
      if (call.keyValues().isEmpty() && call.marker() == null && call.level().equals("ERROR")) {
        List<Object> arguments = new ArrayList<>(List.of(call.arguments()));
        if (call.thrown() != null) {
          arguments.add(call.thrown());
        }
        logger.error(call.message(), arguments.toArray());
        return;
      }
      LoggingEventBuilder builder =
          logger.makeLoggingEventBuilder(Level.valueOf(call.level().replace("FATAL", "ERROR")));
      if (call.marker() != null) {
        builder = builder.addMarker(marker(call.marker()));
      }
      for (Map.Entry<String, Object> pair : call.keyValues().entrySet()) {
        builder = builder.addKeyValue(pair.getKey(), pair.getValue());
      }
      for (Object argument : call.arguments()) {
        builder = builder.addArgument(argument);
      }
      builder.setCause(call.thrown()).setMessage(call.message()).log();
    } finally {
      call.mdc().keySet().forEach(MDC::remove);
    }
  }

  private static Marker marker(MarkerSpec spec) {
    if (spec instanceof MarkerSpec.WithFingerprint fingerprint) {
      return Fingerprints.marker(fingerprint.parts().toArray())
          .and(
              fingerprint.references().stream().map(LogbackBackEnd::marker).toArray(Marker[]::new));
    }
    if (spec instanceof MarkerSpec.Circle circle) {
      Marker first = detached(circle.name());
      Marker second = detached(circle.other());
      first.add(second);
      second.add(first);
      return first;
    }
    MarkerSpec.Named named = (MarkerSpec.Named) spec;
    Marker marker = detached(named.name());
    named.references().forEach(reference -> marker.add(marker(reference)));
    return marker;
  }

  private static Marker detached(String name) {
    return new BasicMarkerFactory().getDetachedMarker(name);
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
    return status;
  }

  @Override
  public void stop() {
    context.stop();
  }
}
