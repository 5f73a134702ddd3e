package dev.whorl.benchmarks.appenders;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The same thing measured several times. */
final class Values {
  private final List<Double> all = new ArrayList<>();

  void add(double value) {
    all.add(value);
    Collections.sort(all);
  }

  double median() {
    return quantile(0.5);
  }

  /** Between its neighbours if it falls there. */
  double quantile(double share) {
    double at = share * (all.size() - 1);
    int below = (int) at;
    double above = all.get(Math.min(below + 1, all.size() - 1));
    return all.get(below) + (at - below) * (above - all.get(below));
  }

  double least() {
    return all.get(0);
  }

  double most() {
    return all.get(all.size() - 1);
  }

  /** With three digits that mean something, as many as such measurements have. */
  static String text(double value) {
    double size = Math.abs(value);
    if (size >= 100 || size == Math.rint(size)) {
      return String.format(Locale.ROOT, "%,d", Math.round(value));
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f", value);
  }
}
