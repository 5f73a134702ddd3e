package dev.whorl.benchmarks.appenders;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The benchmarks of JMH: what a log call costs its caller, on each library with each candidate and
 * a class path that fits it, and what is behind the caller. Arguments: {@code callers} or {@code
 * core}; with {@code callers} from how many threads, else from 1, 2 and 8; and {@code --quick} if
 * it is only to be seen whether all runs.
 */
public final class JmhRun {
  private static final List<String> QUICK = extent(0, 0, 1, "-r", "10ms");
  private static final List<String> FULL = extent(1, 4, 7);
  private static final List<String> CORE = extent(1, 3, 5);

  /** The compiler takes seconds for the large methods that a call with nothing to do is made of. */
  private static final List<String> LONG_WARM_UP = extent(1, 10, 7);

  /** Beside so many the compiler gets little of the processors. */
  private static final int MANY_THREADS = 8;

  private static final List<String> LONGER_WARM_UP = extent(1, 30, 7);

  private static final List<String> BURSTS =
      extent(1, CallerBenchmark.WARM_UPS, CallerBenchmark.MEASURED);

  /** Those that the targets name; all of them take too long. */
  private static final Candidate[] FROM_MORE_THREADS = {Candidate.NOTHING, Candidate.WHORL};

  private final boolean quick;
  private final Figures figures;

  private JmhRun(String run, boolean quick) {
    this.quick = quick;
    figures = new Figures(run);
  }

  /** Runs each in a JVM of its own, in turn. */
  public static void main(String[] arguments) {
    List<String> given = List.of(arguments);
    boolean quick = given.contains("--quick");
    if (given.contains("callers")) {
      int[] threads =
          given.stream().filter(text -> text.matches("\\d+")).mapToInt(Integer::parseInt).toArray();
      new JmhRun("callers", quick).callers(threads.length > 0 ? threads : new int[] {1, 2, 8});
    }
    if (given.contains("core")) {
      new JmhRun("core", quick).core();
    }
  }

  private void callers(int... threadCounts) {
    for (int threads : threadCounts) {
      for (Library library : Library.values()) {
        for (Candidate candidate : threads == 1 ? Candidate.values() : FROM_MORE_THREADS) {
          callers(library, candidate, threads);
        }
      }
    }
    figures.print();
  }

  private void callers(Library library, Candidate candidate, int threads) {
    boolean isCompared = candidate == Candidate.NOTHING || candidate == Candidate.WHORL;
    List<String> calls = new ArrayList<>(List.of("info"));
    if (candidate == Candidate.SENTRY || isCompared) {
      calls.add("infoKept");
    }
    List<String> errors = new ArrayList<>(List.of("errorWithoutRest"));
    if (isCompared) {
      errors.add("errorDropped");
    }
    List<String> bursts = List.of("error", "newError");
    Map<String, Map<String, Double>> told = new LinkedHashMap<>();
    if (quick) {
      calls.addAll(errors);
      calls.addAll(bursts);
      told.putAll(jmh(library, candidate, threads, calls, QUICK));
    } else if (threads > 1) {
      List<String> extent = threads < MANY_THREADS ? LONG_WARM_UP : LONGER_WARM_UP;
      told.putAll(jmh(library, candidate, threads, List.of("errorWithoutRest"), extent));
    } else {
      told.putAll(jmh(library, candidate, threads, calls, FULL));
      told.putAll(jmh(library, candidate, threads, bursts, BURSTS));
      told.putAll(jmh(library, candidate, threads, errors, LONG_WARM_UP));
    }
    told.forEach((what, figure) -> figures.add(library.title(), what, candidate, figure));
  }

  private static List<String> extent(int forks, int warmUps, int iterations, String... more) {
    List<String> extent = new ArrayList<>(List.of("-foe", "true", "-v", "SILENT"));
    extent.addAll(List.of("-f", Integer.toString(forks)));
    extent.addAll(List.of("-wi", Integer.toString(warmUps)));
    extent.addAll(List.of("-i", Integer.toString(iterations)));
    extent.addAll(List.of(more));
    return extent;
  }

  /** The methods of {@link CallerBenchmark}. */
  private static Map<String, Map<String, Double>> jmh(
      Library library,
      Candidate candidate,
      int threads,
      List<String> methods,
      List<String> extent) {
    List<String> common =
        List.of(
            "-p",
            "candidate=" + candidate,
            "-t",
            Integer.toString(threads),
            "-prof",
            CallerAllocation.class.getName());
    String benchmarks = "CallerBenchmark.(" + String.join("|", methods) + ")$";
    return jmh(library.classPath(candidate), benchmarks, common, extent);
  }

  private void core() {
    String benchmarks = "PipelineBenchmark|GroupingBenchmark|BreadcrumbBenchmark";
    jmh(
            System.getProperty("java.class.path"),
            benchmarks,
            List.of("-prof", "gc"),
            quick ? QUICK : CORE)
        .forEach((what, figure) -> figures.add("core", what, Candidate.WHORL, figure));
    figures.print();
  }

  /** By benchmark, the figures of each. */
  private static Map<String, Map<String, Double>> jmh(
      String classPath, String benchmarks, List<String> common, List<String> extent) {
    List<Object> arguments = new ArrayList<>(List.of(benchmarks));
    arguments.addAll(common);
    arguments.addAll(extent);
    Map<String, Map<String, Double>> told = new LinkedHashMap<>();
    ChildJvm.run(classPath, JmhChild.class, arguments.toArray())
        .forEach(
            (name, value) -> {
              String[] parts = name.split(JmhChild.SEPARATOR);
              told.computeIfAbsent(parts[0], key -> new LinkedHashMap<>()).put(parts[1], value);
            });
    return told;
  }
}
