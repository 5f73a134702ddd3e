package dev.whorl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A reporter without a server, whose events are read back from its folder. */
final class FolderReporter implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final RecordingStatus status = new RecordingStatus();
  final Reporter reporter;
  private final Path folder;

  FolderReporter(Path folder, Settings.Builder settings) {
    this.folder = folder;
    reporter =
        Reporter.start(
            settings.set("folder", folder.toString()).build(),
            new Integration("test", "FOLDER"),
            status);
  }

  /** Settings that ask neither the environment nor the network, and that suppress nothing. */
  static Settings.Builder settings() {
    return Settings.builder(name -> null)
        .set("serverName", "host-1")
        .set("release", "1.0")
        .set("groupLimit", "0");
  }

  void log(FakeSource... sources) {
    for (FakeSource source : sources) {
      reporter.log(source, FakeSource.READER);
    }
  }

  ReporterMetrics metrics() {
    return reporter.metrics();
  }

  /** Stops the reporter and reads what it wrote. */
  List<JsonNode> eventsAfterClose() {
    reporter.close();
    return events();
  }

  List<JsonNode> events() {
    List<JsonNode> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          events.add(MAPPER.readTree(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  @Override
  public void close() {
    reporter.close();
  }
}
