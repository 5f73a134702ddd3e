package dev.whorl;

import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** Where rules stand: a file that may change, or a resource of the application that does not. */
final class RuleSource {
  private static final String CLASSPATH = "classpath:";

  private final String name;
  private final @Nullable Path file;
  private @Nullable FileTime lastModified;
  private long size = -1;

  /** Names a source, as the user wrote it: a path, or {@code classpath:} and a resource. */
  RuleSource(String name) {
    this.name = name;
    file = name.startsWith(CLASSPATH) ? null : Path.of(name);
  }

  /** Makes a grouper of the rules as they are now. */
  static Grouper grouper(@Nullable RuleSource rules, @Nullable RuleSource stackTraceRules)
      throws IOException {
    return new Grouper(
        FingerprintRules.parse(rules == null ? "" : rules.read()),
        StackTraceRules.parse(stackTraceRules == null ? "" : stackTraceRules.read()));
  }

  /** The text as it is now. */
  String read() throws IOException {
    if (file != null) {
      lastModified = Files.getLastModifiedTime(file);
      size = Files.size(file);
      return Files.readString(file);
    }
    try (InputStream resource = open(name.substring(CLASSPATH.length()))) {
      if (resource == null) {
        throw new IOException("there is no such resource on the class path");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Whether a file was changed since it was read; one that is gone keeps its rules in force. */
  boolean hasChanged() {
    try {
      return file != null
          && (!Files.getLastModifiedTime(file).equals(lastModified) || Files.size(file) != size);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a file that was read is there no more. */
  boolean isGone() {
    return file != null && Files.notExists(file);
  }

  private static @Nullable InputStream open(String resource) {
    String path = resource.startsWith("/") ? resource.substring(1) : resource;
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    InputStream stream = context == null ? null : context.getResourceAsStream(path);
    return stream == null ? RuleSource.class.getResourceAsStream("/" + path) : stream;
  }

  @Override
  public String toString() {
    return name;
  }
}
