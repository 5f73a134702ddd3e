package dev.whorl.benchmarks.appenders;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs JMH with its own arguments, and tells the medians of all iterations and their spread. */
final class JmhChild {
  /** Between a benchmark's name and that of the figure. */
  static final String SEPARATOR = ": ";

  /** After the name of a figure: where the middle half of its iterations begins and ends. */
  static final String FROM = " from";

  static final String TO = " to";

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private JmhChild() {}

  /** Arguments: those of JMH. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    Collection<RunResult> results = new Runner(new CommandLineOptions(arguments)).run();
    for (RunResult result : results) {
      tell(name(result.getParams()), result);
    }
  }

  /** The method, its parameters but for the candidate, and the threads. */
  private static String name(BenchmarkParams params) {
    StringBuilder name = new StringBuilder(params.getBenchmark().replaceAll(".*\\.(?=.*\\.)", ""));
    for (String key : params.getParamsKeys()) {
      if (!key.equals("candidate")) {
        name.append(", ").append(key).append('=').append(params.getParam(key));
      }
    }
    return name.append(", threads=").append(params.getThreads()).toString();
  }

  private static void tell(String name, RunResult result) {
    Map<String, Values> values = new LinkedHashMap<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        Result<?> time = iteration.getPrimaryResult();
        add(values, time.getScoreUnit(), time.getScore());
        for (String label : Arrays.asList(CallerAllocation.LABEL, ALLOCATED)) {
          Result<?> bytes = iteration.getSecondaryResults().get(label);
          if (bytes != null) {
            add(values, label, bytes.getScore());
          }
        }
      }
    }
    values.forEach(
        (figure, all) -> {
          ChildJvm.tell(name + SEPARATOR + figure, all.median());
          ChildJvm.tell(name + SEPARATOR + figure + FROM, all.quantile(0.25));
          ChildJvm.tell(name + SEPARATOR + figure + TO, all.quantile(0.75));
        });
  }

  private static void add(Map<String, Values> values, String unit, double value) {
    values.computeIfAbsent(unit, key -> new Values()).add(value);
  }
}
