package dev.whorl.benchmarks.inbox;

import java.util.Arrays;
import java.util.Locale;

/** How long something took, each time. */
final class Times {
  private long[] nanos = new long[64];
  private int size;

  void add(long taken) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = taken;
  }

  void addAll(Times others) {
    for (int i = 0; i < others.size; i++) {
      add(others.nanos[i]);
    }
  }

  int size() {
    return size;
  }

  /** A percentile in milliseconds; that of 100 is the longest. */
  double millis(int percentile) {
    if (size == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    int at = (int) Math.ceil(percentile / 100.0 * size) - 1;
    return sorted[Math.max(0, at)] / 1e6;
  }

  /** The median, the 95th percentile and the longest as cells of a table. */
  String cells() {
    return String.format(
        Locale.ROOT, "%.1f ms | %.1f ms | %.1f ms", millis(50), millis(95), millis(100));
  }
}
