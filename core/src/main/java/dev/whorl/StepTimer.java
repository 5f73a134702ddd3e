package dev.whorl;

import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Adds up how long a step took, for any number of threads at once. */
final class StepTimer {
  private final LongAdder count = new LongAdder();
  private final LongAdder total = new LongAdder();
  private final LongAccumulator max = new LongAccumulator(Math::max, 0);

  void add(long nanos) {
    count.increment();
    total.add(nanos);
    max.accumulate(nanos);
  }

  ReporterMetrics.StepTime time() {
    return new ReporterMetrics.StepTime(
        count.sum(), Duration.ofNanos(total.sum()), Duration.ofNanos(max.get()));
  }
}
