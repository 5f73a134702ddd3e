package dev.whorl.benchmarks;

import dev.whorl.capture.BreadcrumbTrail;
import dev.whorl.event.Breadcrumb;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Keeping the last 50 log calls of a thread, and handing them to an event. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class BreadcrumbBenchmark {
  private static final int KEPT = 50;

  private final BreadcrumbTrail trail = new BreadcrumbTrail(KEPT);

  /** A thread with a trail that is full. */
  @State(Scope.Thread)
  public static class Caller {
    private final Supplier<Breadcrumb> breadcrumb = () -> SampleCalls.breadcrumb(4711);
    private Object thread;

    @Setup
    public void prepare(BreadcrumbBenchmark benchmark) {
      thread = Thread.currentThread().getId();
      for (int i = 0; i < KEPT; i++) {
        Breadcrumb made = SampleCalls.breadcrumb(i);
        benchmark.trail.add(thread, () -> made);
      }
    }
  }

  @Benchmark
  public void add(Caller caller) {
    trail.add(caller.thread, caller.breadcrumb);
  }

  @Benchmark
  public List<Breadcrumb> read(Caller caller) {
    return trail.of(caller.thread);
  }
}
