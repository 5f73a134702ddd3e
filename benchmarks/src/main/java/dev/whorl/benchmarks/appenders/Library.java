package dev.whorl.benchmarks.appenders;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A logging library, and what a JVM needs on its class path to run a candidate on it. */
enum Library {
  LOGBACK("Logback", "logback"),
  LOG4J("Log4j", "log4j2");

  /** The tools of measurement, which no candidate needs. */
  private static final List<String> TOOLS =
      List.of("jmh-core", "jopt-simple", "commons-math3", "whorl-benchmarks");

  /** The beginnings of the names of a candidate's jars. */
  private static final Map<Candidate, List<String>> JARS =
      Map.of(
          Candidate.NOTHING,
          List.of(),
          Candidate.WHORL,
          List.of(
              "whorl-core",
              "whorl-logback",
              "whorl-log4j2",
              "httpcore5",
              "jackson-core",
              "jspecify"),
          Candidate.SENTRY,
          List.of("sentry"),
          Candidate.OPENTELEMETRY,
          List.of("opentelemetry"),
          Candidate.JSON,
          List.of("logstash", "jackson", "log4j-layout-template-json"));

  private final String title;
  private final Path target;

  Library(String title, String folder) {
    this.title = title;
    target = Path.of("benchmarks", folder, "target");
  }

  String title() {
    return title;
  }

  /** With no jar that only other candidates need. */
  String classPath(Candidate candidate) {
    return Stream.concat(
            Stream.of(target.resolve("benchmarks.jar")),
            jars().filter(jar -> isOf(candidate, jar) || isOfNone(jar)))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What a candidate brings besides the library itself. */
  List<Path> jarsOf(Candidate candidate) {
    return jars().filter(jar -> isOf(candidate, jar)).toList();
  }

  private Stream<Path> jars() {
    return Stream.of("lib", "lib-opentelemetry")
        .map(target::resolve)
        .filter(Files::isDirectory)
        .flatMap(Library::list);
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOf(Candidate candidate, Path jar) {
    String name = jar.getFileName().toString();
    return JARS.get(candidate).stream().anyMatch(name::startsWith)
        && TOOLS.stream().noneMatch(name::startsWith);
  }

  private static boolean isOfNone(Path jar) {
    return JARS.keySet().stream().noneMatch(candidate -> isOf(candidate, jar));
  }
}
