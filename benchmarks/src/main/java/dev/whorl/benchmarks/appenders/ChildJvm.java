package dev.whorl.benchmarks.appenders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs a program in a JVM of its own and takes the figures that it tells. */
final class ChildJvm {
  /** Whatever else the children say. */
  private static final Path LOG = Path.of("benchmarks", "target", "children.log");

  /** Set if it is only to be seen whether all runs. */
  private static final String QUICK = "quick";

  private static final String FIGURE = "figure";
  private static final String MARK = "mark";

  private ChildJvm() {}

  /** Called by the program: tells a figure. */
  static void tell(String name, double value) {
    System.out.println(FIGURE + "\t" + name + "\t" + value);
  }

  /** Called by the program: all before this is to be forgotten, and gives a moment to do so. */
  static void mark() {
    System.out.println(MARK);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
  }

  /** Runs a program to its end. */
  static Map<String, Double> run(String classPath, Class<?> program, Object... arguments) {
    return run(() -> {}, classPath, program, arguments);
  }

  /** The same with something to do when it tells that its warm-up is over. */
  static Map<String, Double> run(
      Runnable atMark, String classPath, Class<?> program, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The same for all, whatever the machine has.
    command.addAll(List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC"));
    if (Boolean.getBoolean(QUICK)) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(List.of("-cp", classPath, program.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
              .start();
      Map<String, Double> figures = figures(process, atMark);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("It failed, see " + LOG + ": " + String.join(" ", command));
      }
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Double> figures(Process process, Runnable atMark) throws IOException {
    Map<String, Double> figures = new LinkedHashMap<>();
    try (BufferedReader told = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        String[] parts = line.split("\t");
        if (parts.length == 3 && parts[0].equals(FIGURE)) {
          figures.put(parts[1], Double.parseDouble(parts[2]));
        } else if (line.equals(MARK)) {
          atMark.run();
        } else {
          Files.writeString(LOG, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    }
    return figures;
  }
}
