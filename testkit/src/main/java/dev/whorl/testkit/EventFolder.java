package dev.whorl.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of its own into which an appender writes its events, one a line. */
final class EventFolder {
  private final Path root;

  private EventFolder(Path root) {
    this.root = root;
  }

  static EventFolder create() {
    try {
      return new EventFolder(Files.createTempDirectory("whorl-testkit-"));
    } catch (IOException e) {
      throw new UncheckedIOException("No folder could be made for captured events", e);
    }
  }

  /** Where the appender writes. */
  Path events() {
    return root.resolve("events");
  }

  /** Writes a file beside the events. */
  Path write(String name, String text) {
    try {
      return Files.writeString(root.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole lines that were written so far, oldest first. */
  List<String> lines() {
    if (!Files.isDirectory(events())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(events())) {
      List<Path> segments =
          files
              .filter(file -> name(file).startsWith("events-") && name(file).endsWith(".ndjson"))
              .sorted(Comparator.comparingInt(EventFolder::number))
              .toList();
      List<String> lines = new ArrayList<>();
      for (Path segment : segments) {
        wholeLines(Files.readAllBytes(segment)).lines().forEach(lines::add);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException("Captured events cannot be read", e);
    }
  }

  /** Without the line that another thread may be writing, which may end within a character. */
  private static String wholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** A segment's name ends with its number, which has four digits or more. */
  private static int number(Path segment) {
    String name = name(segment);
    return Integer.parseInt(
        name.substring(name.lastIndexOf('-') + 1, name.length() - ".ndjson".length()));
  }

  void delete() {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Captured events could not be deleted", e);
    }
  }
}
