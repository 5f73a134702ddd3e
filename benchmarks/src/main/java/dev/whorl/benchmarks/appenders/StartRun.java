package dev.whorl.benchmarks.appenders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The start of each candidate in a fresh JVM, its first error, its memory at rest, and the jars
 * that it brings. Argument: how often it is repeated.
 */
public final class StartRun {
  private StartRun() {}

  /** Runs each candidate on each library in a JVM of its own, in turn. */
  public static void main(String[] arguments) throws IOException {
    int times = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    Figures figures = new Figures("start");
    for (int time = 0; time < times; time++) {
      for (Library library : Library.values()) {
        for (Candidate candidate : Candidate.values()) {
          try (ServerProcess server = ServerProcess.start()) {
            Map<String, Double> told =
                ChildJvm.run(
                    library.classPath(candidate), StartChild.class, candidate, server.dsn());
            figures.add(library.title(), "start", candidate, told);
          }
        }
      }
    }
    figures.print();
    Figures jars = new Figures("jars");
    for (Library library : Library.values()) {
      for (Candidate candidate : Candidate.values()) {
        jars.add(library.title(), "jars KB", candidate, kilobytes(library, candidate));
      }
    }
    jars.print();
  }

  private static Map<String, Double> kilobytes(Library library, Candidate candidate)
      throws IOException {
    Map<String, Double> sizes = new LinkedHashMap<>();
    double all = 0;
    for (Path jar : library.jarsOf(candidate)) {
      double size = Files.size(jar) / 1024.0;
      all += size;
      if (candidate == Candidate.WHORL) {
        String name = jar.getFileName().toString();
        sizes.put(name.substring(0, name.length() - ".jar".length()), size);
      }
    }
    sizes.put("all", all);
    return sizes;
  }
}
