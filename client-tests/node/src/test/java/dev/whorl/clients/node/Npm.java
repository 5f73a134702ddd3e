package dev.whorl.clients.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of the program in {@code src/test/node}, so that nothing is written into the sources. */
final class Npm {
  private static final Path SOURCE = Path.of("src/test/node");
  private static final Path COPY = Path.of("target/node");
  private static final long PATIENCE_SECONDS = 300;

  private Npm() {}

  /** Copies the program, and installs exactly what its lock file names. */
  static void install() throws IOException, InterruptedException {
    Files.createDirectories(COPY);
    try (Stream<Path> files = Files.list(SOURCE)) {
      for (Path file : files.toList()) {
        Path copy = COPY.resolve(SOURCE.relativize(file));
        Files.deleteIfExists(copy);
        Files.copy(file, copy);
      }
    }
    run(
        List.of(
            "npm",
            "ci",
            "--omit=optional",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefer-offline"),
        Map.of());
  }

  /** Runs a script of the program. */
  static void node(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    run(List.of("node", script), environment);
  }

  private static void run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = COPY.resolve(command.get(0) + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(COPY.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + Files.readString(output));
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
