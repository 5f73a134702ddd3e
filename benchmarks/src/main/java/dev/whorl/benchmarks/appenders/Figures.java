package dev.whorl.benchmarks.appenders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one run measured: written line by line to a file, for the report, and printed as a table of
 * medians.
 */
final class Figures {
  /**
   * Each line: the run, the library, what was done, the candidate, the figure's name, its value.
   */
  static final Path FILE = Path.of("benchmarks", "target", "figures.tsv");

  private final String run;
  private final Map<List<String>, Map<String, Values>> rows = new LinkedHashMap<>();

  Figures(String run) {
    this.run = run;
  }

  /** Adds what one child told. */
  void add(String library, String what, Candidate candidate, Map<String, Double> told) {
    StringBuilder lines = new StringBuilder();
    Map<String, Values> row =
        rows.computeIfAbsent(
            List.of(library, what, candidate.title()), key -> new LinkedHashMap<>());
    told.forEach(
        (name, value) -> {
          row.computeIfAbsent(name, key -> new Values()).add(value);
          lines.append(
              String.join("\t", run, library, what, candidate.title(), name, value + "\n"));
        });
    try {
      Files.writeString(FILE, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void print() {
    Set<String> names = new LinkedHashSet<>();
    rows.values().forEach(row -> names.addAll(row.keySet()));
    List<String> head = new ArrayList<>(List.of("library", run, "candidate"));
    head.addAll(names);
    List<List<String>> table = new ArrayList<>(List.of(head));
    rows.forEach(
        (key, row) -> {
          List<String> line = new ArrayList<>(key);
          for (String name : names) {
            line.add(row.containsKey(name) ? Values.text(row.get(name).median()) : "");
          }
          table.add(line);
        });
    for (List<String> line : table) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < line.size(); column++) {
        int at = column;
        int width = table.stream().mapToInt(other -> other.get(at).length()).max().orElse(1);
        text.append(("%" + (column < 3 ? "-" : "") + width + "s  ").formatted(line.get(column)));
      }
      System.out.println(text.toString().stripTrailing());
    }
    System.out.println();
  }
}
