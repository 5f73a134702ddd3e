package com.example.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder in which Whorl keeps events while it has no server: files with one event a line. */
record EventFolder(Path folder) {
  private static final JsonMapper JSON = new JsonMapper();

  /** All events, oldest file first. Throws exceptions with messages for people. */
  List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Path file : files()) {
      int number = 0;
      for (String line : lines(file)) {
        number++;
        rows.add(row(line, "line %d of %s".formatted(number, file)));
      }
    }
    if (rows.isEmpty()) {
      throw new IOException("There are no events in " + folder);
    }
    return rows;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("events-.*\\.ndjson"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IOException("Cannot read the folder " + folder + " (" + e + ")", e);
    }
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new IOException("Cannot read the file " + file + " (" + e + ")", e);
    }
  }

  private static Row row(String line, String place) throws IOException {
    try {
      JsonNode event = JSON.readTree(line);
      if (event.isObject()) {
        return Row.of(event);
      }
      throw new IOException("There is no event in " + place);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "There is a broken event in %s (%s)".formatted(place, e.getOriginalMessage()), e);
    }
  }
}
