package dev.whorl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.ReporterMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** One test's back end, server and folder. */
public final class World {
  /** The appender of tests that have one. */
  static final String APPENDER = "WHORL";

  private final BackEnd backEnd;
  private final EventServer server;
  private final Path folder;

  World(BackEnd backEnd, EventServer server, Path folder) {
    this.backEnd = backEnd;
    this.server = server;
    this.folder = folder;
  }

  BackEnd backEnd() {
    return backEnd;
  }

  EventServer server() {
    return server;
  }

  Path folder() {
    return folder;
  }

  /** Starts with one appender that sends to the server; settings are name, value, name, value. */
  World start(String... settings) {
    return start(List.of(), settings);
  }

  /** The same, with further file appenders. */
  World start(List<BackEnd.Lines> lines, String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("dsn", server.dsn("42"));
    all.put("serverName", "test-host");
    all.putAll(pairs(settings));
    backEnd.configure(applicationLog(), Map.of(APPENDER, all), lines);
    return this;
  }

  /** Starts with one appender that has these settings only. */
  World startWithOnly(String... settings) {
    backEnd.configure(applicationLog(), Map.of(APPENDER, pairs(settings)));
    return this;
  }

  static Map<String, String> pairs(String... settings) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      pairs.put(settings[i], settings[i + 1]);
    }
    return pairs;
  }

  World log(Call... calls) {
    for (Call call : calls) {
      backEnd.log(call);
    }
    return this;
  }

  /** Stops, which delivers everything, and gives the events. */
  List<JsonNode> events() {
    backEnd.stop();
    return server.events();
  }

  /** Stops and gives the only event. */
  JsonNode event() {
    List<JsonNode> events = events();
    assertThat(events).describedAs("events; status: %s", backEnd.status()).hasSize(1);
    return events.get(0);
  }

  ReporterMetrics metrics() {
    return backEnd.metrics(APPENDER);
  }

  /** The lines of the status system that contain a text. */
  List<String> statusWith(String text) {
    return backEnd.status().stream().filter(line -> line.contains(text)).toList();
  }

  Path applicationLog() {
    return folder.resolve("application.log");
  }

  List<String> applicationLines() {
    return linesOf(applicationLog());
  }

  static List<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  static List<String> fingerprint(JsonNode event) {
    return texts(event.path("fingerprint"));
  }

  static String from(JsonNode event) {
    return event.at("/contexts/whorl/fingerprint_from").asText();
  }

  /** The exceptions as they were sent: the logged one last. */
  static JsonNode exceptions(JsonNode event) {
    return event.at("/exception/values");
  }

  /** The exception that was logged. */
  static JsonNode logged(JsonNode event) {
    JsonNode values = exceptions(event);
    return values.get(values.size() - 1);
  }
}
