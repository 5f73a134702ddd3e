package dev.whorl.benchmarks.appenders;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What the callers allocate, without the threads behind them, which {@code -prof gc} counts in. Use
 * it with {@code -prof dev.whorl.benchmarks.appenders.CallerAllocation}.
 */
public final class CallerAllocation implements InternalProfiler {
  static final String LABEL = "caller.alloc";

  private static final String CALLERS = "-jmh-worker-";

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private Map<Long, Long> before = Map.of();

  /** Made by JMH. */
  public CallerAllocation() {}

  @Override
  public String getDescription() {
    return "What the benchmark's own threads allocate";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = allocated();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long bytes = 0;
    for (Map.Entry<Long, Long> caller : allocated().entrySet()) {
      bytes += caller.getValue() - before.getOrDefault(caller.getKey(), 0L);
    }
    long calls = result.getMetadata().getAllOps();
    return List.of(new ScalarResult(LABEL, (double) bytes / calls, "B/op", AggregationPolicy.AVG));
  }

  private Map<Long, Long> allocated() {
    Map<Long, Long> bytes = new HashMap<>();
    for (long id : threads.getAllThreadIds()) {
      var thread = threads.getThreadInfo(id);
      if (thread != null && thread.getThreadName().contains(CALLERS)) {
        bytes.put(id, threads.getThreadAllocatedBytes(id));
      }
    }
    return bytes;
  }
}
