package dev.whorl.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another JVM that logs numbered errors, and what it wrote down of them. */
final class Child implements AutoCloseable {
  /** Promised is what was logged longer before the end. */
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Process process;
  private final Path record;
  private final Path output;

  private Child(Process process, Path record, Path output) {
    this.process = process;
    this.record = record;
    this.output = output;
  }

  /** Starts one; the errors begin with its name. */
  static Child start(Path work, String name, Library library, Map<String, String> settings)
      throws IOException {
    Path record = work.resolve(name + ".logged");
    Path output = work.resolve(name + ".output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The first seconds count here, not the best ones.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of("-cp", classPath(), NumberedErrors.class.getName()));
    command.addAll(List.of(library.name(), name, record.toString()));
    settings.forEach((key, value) -> command.add(key + "=" + value));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Child(process, record, output);
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Until it has logged something. */
  void awaitFirst() throws IOException {
    Eventually.isTrue(
        30, () -> !process.isAlive() || Files.exists(record) && Files.size(record) > 0);
    if (!process.isAlive()) {
      throw new IllegalStateException("The child ended: " + Files.readString(output));
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as {@code kill -9} does; gives the messages that must not be lost. */
  List<String> kill() throws IOException, InterruptedException {
    // The clock of all JVMs of a machine that runs Linux is the same one.
    long now = System.nanoTime();
    process.destroyForcibly();
    return ended(now);
  }

  /** Asks it to end, as {@code kill} does; gives the messages that must not be lost. */
  List<String> terminate() throws IOException, InterruptedException {
    long now = System.nanoTime();
    process.destroy();
    return ended(now);
  }

  private List<String> ended(long end) throws IOException, InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The child does not end");
    }
    return loggedBefore(end - GRACE);
  }

  private List<String> loggedBefore(long moment) throws IOException {
    List<String> messages = new ArrayList<>();
    for (String line : Files.readAllLines(record)) {
      String[] parts = line.split(" ");
      // The last line may be torn: the child died while it wrote it.
      if (parts.length == 2 && parts[1].matches("\\d{10,}") && Long.parseLong(parts[1]) < moment) {
        messages.add(parts[0]);
      }
    }
    return messages;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    Eventually.isTrue(30, () -> !process.isAlive());
  }
}
