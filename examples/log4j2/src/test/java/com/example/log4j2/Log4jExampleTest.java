package com.example.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program in a JVM of its own: at its end nobody but Whorl's exit hook sees to events. */
class Log4jExampleTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void program_leavesThreeEventsWithTheirFingerprints() throws Exception {
    String printed = run();

    assertThat(printed.lines())
        .containsExactly(
            "ERROR Log4jExample basic: Order not placed",
            "ERROR Log4jExample finer: Articles not listed",
            "ERROR Log4jExample coarser: Articles not counted");
    assertThat(events())
        .extracting(
            event -> event.at("/tags/scenario").asText(),
            event -> event.path("fingerprint").toString(),
            event -> event.at("/contexts/whorl/fingerprint_from").asText())
        .containsExactly(
            tuple("basic", "[\"POST\",\"/orders\",\"503\"]", "mdc"),
            tuple("finer", "[\"{{ default }}\",\"getAllBlogArticles\",\"42\"]", "marker"),
            tuple("coarser", "[\"database-connection-error\"]", "before-send"));
    assertThat(events())
        .extracting(event -> event.path("release").asText())
        .containsOnly("log4j2-example@1.0");
  }

  private String run() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Ddemo.folder=" + folder,
            "-classpath",
            System.getProperty("java.class.path"),
            Log4jExample.class.getName());
    builder.environment().keySet().removeAll(List.of("SENTRY_DSN", "JAVA_TOOL_OPTIONS"));
    Process program = builder.redirectErrorStream(true).start();
    String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).as(printed).isZero();
    return printed;
  }

  private List<JsonNode> events() throws Exception {
    List<JsonNode> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          events.add(JSON.readTree(line));
        }
      }
    }
    return events;
  }
}
