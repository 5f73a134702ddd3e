package dev.whorl.inbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.BasicMarkerFactory;

/** One error has one group: through Logback, through Log4j, and read back by the command. */
class SameGroupTest {
  private static final String LOGBACK =
      """
      <configuration>
        <appender name="whorl" class="dev.whorl.logback.WhorlAppender">
          <folder>%s</folder>
          <inAppIncludes>%s</inAppIncludes>
        </appender>
        <root level="INFO"><appender-ref ref="whorl"/></root>
      </configuration>
      """;

  private static final String LOG4J =
      """
      <Configuration status="ERROR">
        <Appenders><Whorl name="whorl" folder="%s" inAppIncludes="%s"/></Appenders>
        <Loggers><Root level="INFO"><AppenderRef ref="whorl"/></Root></Loggers>
      </Configuration>
      """;

  @TempDir Path folder;

  /** An error, and the name of the marker with which it is logged; null for none. */
  private record Logged(String message, Throwable thrown, String marker) {}

  private static List<Logged> errors() {
    List<Logged> errors = new ArrayList<>();
    for (String marker :
        new String[] {null, "fingerprint:{{ default }}, checkout", "fingerprint:x"}) {
      Throwable chain =
          new IllegalStateException("order 17 failed", new IOException("disk sda1\nis full\n!"));
      chain.addSuppressed(new IllegalArgumentException("on close", new Error("inner")));
      errors.add(new Logged("placing failed", chain, marker));
      errors.add(new Logged("no trace", new NoTrace("user jane@example.com is gone"), marker));
      errors.add(new Logged("in a lambda", thrownByStream(), marker));
      errors.add(new Logged("deep", deep(), marker));
      errors.add(new Logged("user 4711 not found since 2026-11-23", null, marker));
    }
    return errors;
  }

  private static final class NoTrace extends RuntimeException {
    NoTrace(String message) {
      super(message, null, false, false);
    }
  }

  private static Throwable thrownByStream() {
    try {
      return Stream.of(1).map(one -> new Error("" + one / (one - 1))).toList().get(0);
    } catch (ArithmeticException e) {
      return e;
    }
  }

  private static Throwable deep() {
    try {
      return new Error("depth " + recurse(1));
    } catch (StackOverflowError e) {
      return e;
    }
  }

  private static int recurse(int depth) {
    return recurse(depth + 1) + 1;
  }

  private static void throughLogback(Path folder, String inApp, List<Logged> errors)
      throws Exception {
    ch.qos.logback.classic.LoggerContext context = new ch.qos.logback.classic.LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(stream(LOGBACK.formatted(folder, inApp)));
    BasicMarkerFactory markers = new BasicMarkerFactory();
    for (Logged error : errors) {
      context
          .getLogger("com.acme.Shop")
          .error(
              error.marker == null ? null : markers.getMarker(error.marker),
              error.message,
              error.thrown);
    }
    context.stop();
  }

  private static void throughLog4j(Path folder, String inApp, List<Logged> errors)
      throws Exception {
    LoggerContext context = new LoggerContext("SameGroupTest");
    ConfigurationSource source = new ConfigurationSource(stream(LOG4J.formatted(folder, inApp)));
    context.start(new XmlConfiguration(context, source));
    for (Logged error : errors) {
      context
          .getLogger("com.acme.Shop")
          .error(
              error.marker == null ? null : MarkerManager.getMarker(error.marker),
              error.message,
              error.thrown);
    }
    context.stop();
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** For each event of a folder the group that it was sent with. */
  private static Map<String, String> sent(Path folder) throws IOException {
    Map<String, String> groups = new LinkedHashMap<>();
    for (String line : lines(folder)) {
      JsonNode event = new ObjectMapper().readTree(line);
      groups.put(line, event.path("contexts").path("whorl").path("group").textValue());
    }
    return groups;
  }

  private static List<String> lines(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".ndjson")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private static List<String> read(Map<String, String> events) throws IOException {
    Run run = Run.withInput(String.join("\n", events.keySet()), "group", "-");
    assertThat(run.err()).isEmpty();
    List<String> hashes = new ArrayList<>();
    for (String line : run.outLines()) {
      hashes.add(new ObjectMapper().readTree(line).path("hash").textValue());
    }
    return hashes;
  }

  @Test
  void group_isTheSameOnAllRoads() throws Exception {
    List<Logged> errors = errors();
    for (String inApp : new String[] {"com.nobody", "dev.whorl"}) {
      Path logback = folder.resolve("logback-" + inApp);
      Path log4j = folder.resolve("log4j-" + inApp);
      throughLogback(logback, inApp, errors);
      throughLog4j(log4j, inApp, errors);

      Map<String, String> ofLogback = sent(logback);
      Map<String, String> ofLog4j = sent(log4j);
      assertThat(ofLogback).hasSize(errors.size()).doesNotContainValue(null);
      assertThat(List.copyOf(ofLog4j.values())).isEqualTo(List.copyOf(ofLogback.values()));
      assertThat(read(ofLogback)).isEqualTo(List.copyOf(ofLogback.values()));
      assertThat(read(ofLog4j)).isEqualTo(List.copyOf(ofLogback.values()));
      // Five errors with and without a salt, and all that only have "x" in one group.
      assertThat(ofLogback.values().stream().distinct()).hasSize(11);
    }
  }
}
