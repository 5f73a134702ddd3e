package dev.whorl.benchmarks.appenders;

import static dev.whorl.benchmarks.appenders.Candidate.NOTHING;
import static dev.whorl.benchmarks.appenders.Candidate.SENTRY;
import static dev.whorl.benchmarks.appenders.Candidate.WHORL;

import java.util.ArrayList;
import java.util.List;

/** What was aimed at, and whether it was met, all within one run on one machine. */
final class Targets {
  private static final double NO_BYTES = 8;

  private final FigureFile figures;
  private final List<String> rows = new ArrayList<>();
  private String library;

  private Targets(FigureFile figures) {
    this.figures = figures;
  }

  /** A table of all, in Markdown. */
  static List<String> table(FigureFile figures) {
    Targets targets = new Targets(figures);
    targets.rows.add("| | aimed at | measured | |");
    targets.rows.add("|---|---|---|---|");
    for (Library library : Library.values()) {
      targets.library = library.title();
      targets.callers(library);
      targets.delivery();
      targets.storm();
      targets.outage();
      targets.start();
    }
    targets.library = "core";
    targets.pipeline();
    return targets.rows;
  }

  /** A figure that must not be above its target. */
  private void most(String what, double target, double measured, String unit) {
    String verdict =
        Double.isNaN(measured) ? "not measured" : measured <= target ? "met" : "**missed**";
    row(what, "≤ " + Values.text(target) + unit, measured, unit, verdict);
  }

  /** A figure that must not be below its target. */
  private void least(String what, double target, double measured, String unit) {
    String verdict =
        Double.isNaN(measured) ? "not measured" : measured >= target ? "met" : "**missed**";
    row(what, "≥ " + Values.text(target) + unit, measured, unit, verdict);
  }

  private void row(String what, String target, double measured, String unit, String verdict) {
    rows.add(
        "| %s: %s | %s | %s | %s |"
            .formatted(
                library,
                what,
                target,
                Double.isNaN(measured) ? "–" : Values.text(measured) + unit,
                verdict));
  }

  private double caller(Candidate candidate, String method, int threads, String name) {
    return figures.median(
        "callers", library, "CallerBenchmark." + method + ", threads=" + threads, candidate, name);
  }

  private double time(Candidate candidate, String method, int threads) {
    return caller(candidate, method, threads, "ns/op");
  }

  private double overFloor(String method, String name) {
    return caller(WHORL, method, 1, name) - caller(NOTHING, method, 1, name);
  }

  private void callers(Library on) {
    boolean logback = on == Library.LOGBACK;
    String bytes = CallerAllocation.LABEL;
    most(
        "INFO below the level, to the floor",
        1.1,
        time(WHORL, "info", 1) / time(NOTHING, "info", 1),
        " times");
    most("INFO kept, over the floor", 150, overFloor("infoKept", "ns/op"), " ns");
    most("INFO kept, over the floor", 250, overFloor("infoKept", bytes), " B");
    if (logback) {
      most("ERROR, over the floor", 1000, overFloor("error", "ns/op"), " ns");
      most("ERROR, over the floor", 819, overFloor("error", bytes), " B");
      most(
          "ERROR with a new throwable, to the floor",
          1.05,
          time(WHORL, "newError", 1) / time(NOTHING, "newError", 1),
          " times");
    } else {
      most("ERROR", 1500, time(WHORL, "error", 1), " ns");
      most("ERROR", 1126, caller(WHORL, "error", 1, bytes), " B");
      most(
          "ERROR with a new throwable, over the floor",
          2000,
          overFloor("newError", "ns/op"),
          " ns");
    }
    least(
        "ERROR in bursts, sentry to Whorl",
        logback ? 15 : 80,
        time(SENTRY, "error", 1) / time(WHORL, "error", 1),
        " times");
    least(
        "ERROR at full speed, sentry to Whorl",
        logback ? 15 : 80,
        time(SENTRY, "errorWithoutRest", 1) / time(WHORL, "errorWithoutRest", 1),
        " times");
    for (int threads : new int[] {2, 8}) {
      String error = "errorWithoutRest";
      double whorl = time(WHORL, error, threads) / time(WHORL, error, 1);
      double floor = time(NOTHING, error, threads) / time(NOTHING, error, 1);
      most(
          "ERROR at full speed, " + threads + " threads to one, to the floor's",
          1.25,
          whorl / floor,
          " times");
    }
    most("ERROR, queue full, over the floor", 200, overFloor("errorDropped", "ns/op"), " ns");
    most("ERROR, queue full, over the floor", NO_BYTES, overFloor("errorDropped", bytes), " B");
  }

  private double delivery(Candidate candidate, String pace, String name) {
    return figures.median("delivery", library, pace, candidate, name);
  }

  private void delivery() {
    String calm = "2000/s";
    String fast = "4000/s";
    least("delivered of 4,000/s", 3000, delivery(WHORL, fast, "delivered/s"), "/s");
    most("CPU for each delivered of 2,000/s", 0.35, delivery(WHORL, calm, "CPU ms/event"), " ms");
    least(
        "CPU for each delivered of 4,000/s, sentry to Whorl",
        7,
        delivery(SENTRY, fast, "CPU ms/event") / delivery(WHORL, fast, "CPU ms/event"),
        " times");
    most("on the wire", 2355, delivery(WHORL, calm, "bytes/event"), " B");
    most("lost of 2,000/s", 0, delivery(WHORL, calm, "lost %"), " %");
  }

  private double storm(Candidate candidate, String name) {
    return figures.median("storm", library, "storm", candidate, name);
  }

  private void storm() {
    most("storm, unaccounted", 0, Math.abs(storm(WHORL, "unaccounted")), "");
    most(
        "storm, p50 over the floor's", 1, storm(WHORL, "p50 µs") - storm(NOTHING, "p50 µs"), " µs");
    for (String name : List.of("p99 µs", "p99.9 µs")) {
      most(
          "storm, " + name.replace(" µs", "") + " to the floor's",
          2,
          storm(WHORL, name) / storm(NOTHING, name),
          " times");
    }
    most("storm, heap growth", 64, storm(WHORL, "heap growth MB"), " MB");
    most("storm, CPU to sentry's", 0.5, storm(WHORL, "CPU ms") / storm(SENTRY, "CPU ms"), " times");
  }

  private void outage() {
    outage("server away", "server well", "of a server that is well");
    outage("server slow (2 s)", "server well", "of a server that is well");
    outage(OutageRun.FOLDER_ON_IT, OutageRun.DISK_BUSY, "without a folder, disk busy");
  }

  /** What it costs callers, beside the worst run without the trouble. */
  private void outage(String what, String well, String wellInWords) {
    double worst =
        figures
            .find("outage", library, well, WHORL, "p99.9 µs")
            .map(Values::most)
            .orElse(Double.NaN);
    most(
        what + ", p99.9, to the worst " + wellInWords,
        1,
        figures.median("outage", library, what, WHORL, "p99.9 µs") / worst,
        " times");
    most(what + ", stop", 5250, figures.median("outage", library, what, WHORL, "stop ms"), " ms");
  }

  private double start(Candidate candidate, String name) {
    return figures.median("start", library, "start", candidate, name);
  }

  private void start() {
    most("start, over the floor", 60, start(WHORL, "start ms") - start(NOTHING, "start ms"), " ms");
    most("first error", 5, start(WHORL, "first error ms"), " ms");
    most(
        "heap at rest, over the floor",
        3,
        start(WHORL, "heap at rest MB") - start(NOTHING, "heap at rest MB"),
        " MB");
  }

  private void pipeline() {
    String all = "PipelineBenchmark.all, traces=%d, threads=1";
    most(
        "log call to envelope, new trace",
        100,
        figures.median("core", library, all.formatted(1024), WHORL, "us/op"),
        " µs");
    most(
        "log call to envelope, new trace",
        10 * 1024,
        figures.median("core", library, all.formatted(1024), WHORL, "gc.alloc.rate.norm"),
        " B");
    most(
        "log call to envelope, known trace",
        40,
        figures.median("core", library, all.formatted(1), WHORL, "us/op"),
        " µs");
  }
}
