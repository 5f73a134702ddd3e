package dev.whorl.inbox.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Times of whole hours for which there are sums of one length.
 *
 * @param length of each, in hours
 * @param first the hour at which the first begins
 * @param last the hour at which the last begins
 */
record Period(int length, long first, long last) {
  /** How long the times of sums are, in hours. Each is a multiple of the one before. */
  static final List<Integer> LENGTHS = List.of(1, 24);

  /** Divides a time of whole hours, the last one included, into as long periods as there are. */
  static List<Period> of(long firstHour, long lastHour) {
    List<Period> periods = new ArrayList<>();
    divide(periods, LENGTHS.size() - 1, firstHour, lastHour + 1);
    return periods;
  }

  private static void divide(List<Period> periods, int level, long begin, long end) {
    if (begin >= end) {
      return;
    }
    int length = LENGTHS.get(level);
    long first = -Math.floorDiv(-begin, length) * length;
    long after = Math.floorDiv(end, length) * length;
    if (first >= after) {
      divide(periods, level - 1, begin, end);
      return;
    }
    if (level > 0) {
      divide(periods, level - 1, begin, first);
    }
    periods.add(new Period(length, first, after - length));
    if (level > 0) {
      divide(periods, level - 1, after, end);
    }
  }
}
