package dev.whorl.benchmarks.appenders;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Bars on a logarithmic scale, as SVG. */
final class Plot {
  private static final int LEFT = 190;
  private static final int WIDTH = 520;
  private static final int RIGHT = 90;
  private static final int TOP = 56;
  private static final int BAR = 12;
  private static final int GAP = 10;
  private static final List<String> COLOURS = List.of("#2f6db3", "#e08e2b", "#b3372f");

  private final String title;
  private final List<String> series;
  private final String unit;
  private final List<Row> rows = new ArrayList<>();

  private record Row(String label, List<Double> values) {}

  Plot(String title, List<String> series, String unit) {
    this.title = title;
    this.series = series;
    this.unit = unit;
  }

  /** One bar for each series; what was not measured is left out. */
  void add(String label, List<Double> values) {
    rows.add(new Row(label, values));
  }

  String svg() {
    double[] all =
        rows.stream()
            .flatMap(row -> row.values.stream())
            .mapToDouble(Double::doubleValue)
            .filter(value -> value > 0)
            .toArray();
    double low = Math.floor(Math.log10(least(all)));
    double high = Math.max(low + 1, Math.ceil(Math.log10(most(all))));
    int rowHeight = series.size() * BAR + GAP;
    int bottom = TOP + rows.size() * rowHeight;
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>",
        LEFT + WIDTH + RIGHT,
        bottom + 30);
    line(svg, "<rect width='100%%' height='100%%' fill='white'/>");
    line(svg, "<text x='10' y='20' font-size='14' font-weight='bold'>%s</text>", title);
    for (int i = 0; i < series.size() && series.size() > 1; i++) {
      int x = LEFT + i * 110;
      line(svg, "<rect x='%d' y='30' width='10' height='10' fill='%s'/>", x, COLOURS.get(i));
      line(svg, "<text x='%d' y='39'>%s</text>", x + 14, series.get(i));
    }
    for (double power = low; power <= high; power++) {
      double x = x(Math.pow(10, power), low, high);
      line(svg, "<path d='M%.1f %d V%d' stroke='#ddd'/>", x, TOP - 4, bottom);
      String label = Values.text(Math.pow(10, power)) + " " + unit;
      line(svg, "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>", x, bottom + 18, label);
    }
    for (int i = 0; i < rows.size(); i++) {
      int y = TOP + i * rowHeight;
      Row row = rows.get(i);
      int middle = y + (series.size() * BAR) / 2 + 4;
      line(svg, "<text x='%d' y='%d' text-anchor='end'>%s</text>", LEFT - 8, middle, row.label);
      for (int j = 0; j < row.values.size(); j++) {
        bar(svg, row.values.get(j), y + j * BAR, COLOURS.get(j), low, high);
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private static void bar(
      StringBuilder svg, double value, int y, String colour, double low, double high) {
    if (value > 0) {
      double end = x(value, low, high);
      line(
          svg,
          "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>",
          LEFT,
          y,
          end - LEFT,
          BAR - 2,
          colour);
      line(
          svg,
          "<text x='%.1f' y='%d' font-size='10'>%s</text>",
          end + 4,
          y + BAR - 3,
          Values.text(value));
    }
  }

  private static double x(double value, double low, double high) {
    return LEFT + WIDTH * Math.max(0.005, (Math.log10(value) - low) / (high - low));
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElse(1);
  }

  private static double most(double[] values) {
    return Arrays.stream(values).max().orElse(10);
  }

  private static void line(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
