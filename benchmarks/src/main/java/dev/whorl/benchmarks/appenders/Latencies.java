package dev.whorl.benchmarks.appenders;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** How long callers waited, call by call. */
final class Latencies {
  private final long[] nanos;
  private final AtomicInteger used = new AtomicInteger();

  Latencies(int calls) {
    nanos = new long[calls];
  }

  void add(long nanosWaited) {
    int index = used.getAndIncrement();
    if (index < nanos.length) {
      nanos[index] = nanosWaited;
    }
  }

  /** Tells the usual percentiles, in microseconds. */
  void tell() {
    long[] sorted = Arrays.copyOf(nanos, Math.min(used.get(), nanos.length));
    Arrays.sort(sorted);
    ChildJvm.tell("p50 µs", slowest(sorted, 2));
    ChildJvm.tell("p99 µs", slowest(sorted, 100));
    ChildJvm.tell("p99.9 µs", slowest(sorted, 1000));
    ChildJvm.tell("slowest µs", sorted[sorted.length - 1] / 1000.0);
  }

  private static double slowest(long[] sorted, int oneIn) {
    return sorted[sorted.length - 1 - sorted.length / oneIn] / 1000.0;
  }
}
