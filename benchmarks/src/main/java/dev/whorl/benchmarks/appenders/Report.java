package dev.whorl.benchmarks.appenders;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes what was measured between two marks of a page, and plots beside it. Arguments: the page,
 * and the commit that was measured.
 */
public final class Report {
  private static final String BEGIN = "<!-- The appenders: written by benchmarks/run -->";
  private static final String END = "<!-- The end of what benchmarks/run writes -->";

  private static final Map<String, String> CALLS =
      Map.of(
          "info", "INFO below the level",
          "infoKept", "INFO kept as a breadcrumb",
          "error", "ERROR, throwable at hand",
          "newError", "ERROR, throwable made in the call",
          "errorWithoutRest", "ERROR, throwable at hand, at full speed",
          "errorDropped", "ERROR, queue full of its kind");

  private static final String TIME = "us/op";
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** Each with those before it. */
  private static final Map<String, String> STEPS = new LinkedHashMap<>();

  static {
    STEPS.put("create", "event");
    STEPS.put("createAndGroup", "fingerprint and group");
    STEPS.put("createGroupAndEncode", "JSON, compressed");
    STEPS.put("all", "body of the request");
  }

  private final FigureFile figures;
  private final List<String> lines = new ArrayList<>();

  private Report(FigureFile figures) {
    this.figures = figures;
  }

  /** Reads what all runs have written. */
  public static void main(String[] arguments) throws IOException, URISyntaxException {
    Path page = Path.of(arguments[0]);
    Report report = new Report(FigureFile.read(Figures.FILE));
    report.write(arguments[1]);
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(
          page + " does not have the lines '" + BEGIN + "' and '" + END + "'. Put them back.");
    }
    Files.writeString(
        page,
        text.substring(0, begin + BEGIN.length())
            + "\n"
            + String.join("\n", report.lines)
            + "\n"
            + text.substring(end));
    Path images = Files.createDirectories(page.resolveSibling("images"));
    Files.writeString(images.resolve("caller-cost.svg"), report.callerPlot());
    Files.writeString(images.resolve("storm.svg"), report.stormPlot());
  }

  private void write(String commit) throws IOException, URISyntaxException {
    add("## The appenders", "");
    add(machine(commit), "");
    add(
        "Medians; in brackets the middle half of JMH's iterations, of other runs the least and the"
            + " most. "
            + versions(),
        "");
    add("### Against what was aimed at", "");
    lines.addAll(Targets.table(figures));
    add("", "### On the caller's thread", "");
    add("![What an error costs its caller](images/caller-cost.svg)", "");
    for (Library library : Library.values()) {
      callers(library);
    }
    add("### Behind the caller", "");
    shares();
    add("| | time in µs | allocated in B |", "|---|---|---|");
    for (String what : figures.done("core", "core")) {
      String unit = what.startsWith("Breadcrumb") ? "ns/op" : TIME;
      add(
          row(
              what + (unit.startsWith("ns") ? ", in ns" : ""),
              figures.text("core", "core", what, Candidate.WHORL, unit),
              figures.text("core", "core", what, Candidate.WHORL, ALLOCATED)));
    }
    add("");
    section("Delivery over the loopback address", "delivery");
    add("### A storm", "", "![What callers wait in a storm](images/storm.svg)", "");
    tables("storm");
    section("Outages", "outage");
    section("Start, first error, rest", "start");
    section("Jars besides the library itself, in KB", "jars");
  }

  private void add(String... more) {
    lines.addAll(List.of(more));
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String machine(String commit) throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("a processor without a name");
    return "Measured on %s at commit %s: %d cores of %s, %s %s %s. The server is a JVM of its own on the same cores."
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            commit,
            Runtime.getRuntime().availableProcessors(),
            model,
            System.getProperty("java.vm.name"),
            Runtime.version(),
            System.getProperty("os.name"));
  }

  private static String versions() {
    TreeSet<String> jars = new TreeSet<>();
    for (Library library : Library.values()) {
      for (Candidate candidate : Candidate.values()) {
        Stream.concat(
                library.jarsOf(candidate).stream(),
                Stream.of(library.classPath(candidate).split(File.pathSeparator)).map(Path::of))
            .map(jar -> jar.getFileName().toString().replaceFirst("\\.jar$", ""))
            .filter(Report::isNamed)
            .forEach(jars::add);
      }
    }
    return jars.stream().map(jar -> "`" + jar + "`").collect(Collectors.joining(", ")) + ".";
  }

  private static boolean isNamed(String jar) {
    return Stream.of(
            "logback-classic-",
            "log4j-core-",
            "sentry-log",
            "opentelemetry-log",
            "opentelemetry-sdk-1",
            "logstash-logback-encoder-",
            "log4j-layout-template-json-")
        .anyMatch(jar::startsWith);
  }

  private void callers(Library library) {
    String title = library.title();
    add("| " + title + " | " + heads(Candidate::title) + " |");
    add("|---|" + heads(candidate -> "---") + "|");
    for (String what : figures.done("callers", title)) {
      String call = call(what);
      add(row(call + ", ns", cells(title, what, "ns/op")));
      if (what.endsWith("threads=1")) {
        add(row("… as a multiple of Whorl's", ratios(title, what)));
        add(row(call + ", B", cells(title, what, CallerAllocation.LABEL)));
      }
    }
    add("");
  }

  private static String call(String what) {
    String[] parts = what.split("[.,]", 3);
    return CALLS.getOrDefault(parts[1], parts[1])
        + ","
        + parts[2].replaceFirst("threads=(.*)", "$1 threads").replace(" 1 threads", " 1 thread");
  }

  private static String heads(Function<Candidate, String> head) {
    return Stream.of(Candidate.values()).map(head).collect(Collectors.joining(" | "));
  }

  private String cells(String library, String what, String name) {
    return heads(candidate -> figures.text("callers", library, what, candidate, name));
  }

  private String ratios(String library, String what) {
    double whorl = figures.median("callers", library, what, Candidate.WHORL, "ns/op");
    return heads(
        candidate -> {
          double other = figures.median("callers", library, what, candidate, "ns/op");
          return candidate == Candidate.WHORL || Double.isNaN(other / whorl)
              ? "–"
              : String.format(Locale.ROOT, "%.2f", other / whorl);
        });
  }

  /**
   * What each step takes of the way from a log call to an envelope: what was measured up to it,
   * less what was measured up to the one before.
   */
  private void shares() {
    add("| | new trace, µs | | B | known trace, µs | | B |", "|---|---|---|---|---|---|---|");
    String before = "";
    for (Map.Entry<String, String> step : STEPS.entrySet()) {
      List<String> cells = new ArrayList<>(List.of(step.getValue()));
      for (int traces : new int[] {1024, 1}) {
        double all = pipeline("all", traces, TIME);
        double time = pipeline(step.getKey(), traces, TIME) - pipeline(before, traces, TIME);
        // Shorter than the noise of the two times that it is the difference of.
        cells.add(time > 0 ? Values.text(time) : "–");
        cells.add(time > 0 ? Math.round(100 * time / all) + " %" : "–");
        cells.add(
            Values.text(
                pipeline(step.getKey(), traces, ALLOCATED) - pipeline(before, traces, ALLOCATED)));
      }
      add(row(cells.toArray(String[]::new)));
      before = step.getKey();
    }
    add(
        "",
        "A dash stands for less than the noise of the two times that it is the difference of.",
        "");
  }

  /** Of all steps up to this one. */
  private double pipeline(String step, int traces, String name) {
    String what = "PipelineBenchmark." + step + ", traces=" + traces + ", threads=1";
    return step.isEmpty() ? 0 : figures.median("core", "core", what, Candidate.WHORL, name);
  }

  private void section(String title, String run) {
    add("### " + title, "");
    tables(run);
  }

  private void tables(String run) {
    for (Library library : Library.values()) {
      List<String> names =
          figures.names(run, library.title()).stream()
              .filter(name -> !name.equals("slowest µs"))
              .toList();
      add("| " + library.title() + " | | " + String.join(" | ", names) + " |");
      add("|---|---|" + "---|".repeat(names.size()));
      for (String what : figures.done(run, library.title())) {
        for (Candidate candidate : Candidate.values()) {
          String cells =
              names.stream()
                  .map(name -> figures.text(run, library.title(), what, candidate, name))
                  .collect(Collectors.joining(" | "));
          if (!cells.replaceAll("[–| ]", "").isEmpty()) {
            add(row(what, candidate.title(), cells));
          }
        }
      }
      add("");
    }
  }

  private String callerPlot() {
    List<String> calls =
        List.of("error, threads=1", "errorWithoutRest, threads=1", "errorWithoutRest, threads=8");
    Plot plot =
        new Plot(
            "An error with its throwable at hand: what it costs its caller",
            List.of("in bursts", "at full speed", "… 8 threads"),
            "ns");
    for (Library library : Library.values()) {
      for (Candidate candidate : Candidate.values()) {
        plot.add(
            library.title() + ", " + candidate.title(),
            calls.stream()
                .map(
                    call ->
                        figures.median(
                            "callers",
                            library.title(),
                            "CallerBenchmark." + call,
                            candidate,
                            "ns/op"))
                .toList());
      }
    }
    return plot.svg();
  }

  private String stormPlot() {
    Plot plot =
        new Plot(
            "A storm of errors from eight threads: what callers wait",
            List.of("p50", "p99", "p99.9"),
            "µs");
    for (Library library : Library.values()) {
      for (Candidate candidate : Candidate.values()) {
        plot.add(
            library.title() + ", " + candidate.title(),
            Stream.of("p50 µs", "p99 µs", "p99.9 µs")
                .map(name -> figures.median("storm", library.title(), "storm", candidate, name))
                .toList());
      }
    }
    return plot.svg();
  }
}
