package dev.whorl.inbox.web.pages;

import dev.whorl.inbox.store.ChartBar;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many events a group had over a time, as bars in a box of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param bars those that have events
 * @param most how many events the highest has
 * @param from when the first begins
 * @param to when the last ends
 * @param label what it says, for who does not see it
 */
record Chart(List<Bar> bars, String most, String from, String to, String label) {
  static final int WIDTH = 360;
  static final int HEIGHT = 80;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /**
   * A bar.
   *
   * @param x its left side
   * @param y its upper side
   * @param width its width
   * @param height its height
   * @param text when it is and how many events it has
   */
  record Bar(String x, String y, String width, String height, String text) {}

  static Chart of(List<ChartBar> bars, Span span, Instant end) {
    long most = bars.stream().mapToLong(ChartBar::events).max().orElse(0);
    double step = (double) WIDTH / Math.max(1, bars.size());
    List<Bar> drawn = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < bars.size(); i++) {
      long events = bars.get(i).events();
      sum += events;
      if (events > 0) {
        double height = Math.max(2, (double) events / most * HEIGHT);
        drawn.add(
            new Bar(
                decimal(i * step),
                decimal(HEIGHT - height),
                decimal(Math.max(1, step - 1)),
                decimal(height),
                TIME.format(bars.get(i).start()) + ": " + PageText.count(events, "event")));
      }
    }
    String label = PageText.count(sum, "event") + " in the last " + span.words();
    String from = bars.isEmpty() ? "" : TIME.format(bars.get(0).start());
    return new Chart(List.copyOf(drawn), PageText.number(most), from, TIME.format(end), label);
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
