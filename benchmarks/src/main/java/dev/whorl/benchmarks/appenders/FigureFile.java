package dev.whorl.benchmarks.appenders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all runs have written. */
final class FigureFile {
  private final Map<List<String>, Values> figures = new LinkedHashMap<>();

  static FigureFile read(Path file) throws IOException {
    FigureFile read = new FigureFile();
    for (String line : Files.readAllLines(file)) {
      List<String> parts = List.of(line.split("\t"));
      read.figures
          .computeIfAbsent(parts.subList(0, 5), key -> new Values())
          .add(Double.parseDouble(parts.get(5)));
    }
    return read;
  }

  /** Of a run: on a library, doing something, with a candidate, the figure of this name. */
  Optional<Values> find(String run, String library, String what, Candidate candidate, String name) {
    return Optional.ofNullable(figures.get(List.of(run, library, what, candidate.title(), name)));
  }

  /** Its median; not a number if it was not measured. */
  double median(String run, String library, String what, Candidate candidate, String name) {
    return find(run, library, what, candidate, name).map(Values::median).orElse(Double.NaN);
  }

  /** With its spread, as it stands in a table; a dash if it was not measured. */
  String text(String run, String library, String what, Candidate candidate, String name) {
    Optional<Values> values = find(run, library, what, candidate, name);
    if (values.isEmpty()) {
      return "–";
    }
    double least = median(run, library, what, candidate, name + JmhChild.FROM);
    double most = median(run, library, what, candidate, name + JmhChild.TO);
    if (Double.isNaN(least)) {
      least = values.get().least();
      most = values.get().most();
    }
    String median = Values.text(values.get().median());
    String from = Values.text(least);
    String to = Values.text(most);
    return from.equals(to) ? median : "%s (%s–%s)".formatted(median, from, to);
  }

  /** What was done in a run on a library, in the order of doing. */
  List<String> done(String run, String library) {
    return figures.keySet().stream()
        .filter(key -> key.get(0).equals(run) && key.get(1).equals(library))
        .map(key -> key.get(2))
        .distinct()
        .toList();
  }

  /** The figures' names in a run on a library. */
  List<String> names(String run, String library) {
    return figures.keySet().stream()
        .filter(key -> key.get(0).equals(run) && key.get(1).equals(library))
        .map(key -> key.get(4))
        .distinct()
        .toList();
  }
}
