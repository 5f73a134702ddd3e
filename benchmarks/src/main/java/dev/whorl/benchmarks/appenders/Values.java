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
    int half = all.size() / 2;
    return all.size() % 2 == 1 ? all.get(half) : (all.get(half - 1) + all.get(half)) / 2;
  }

  double least() {
    return all.get(0);
  }

  double most() {
    return all.get(all.size() - 1);
  }

  int count() {
    return all.size();
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
