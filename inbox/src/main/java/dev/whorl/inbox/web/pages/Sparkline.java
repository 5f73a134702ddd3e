package dev.whorl.inbox.web.pages;

import java.util.Arrays;

/**
 * A small chart of hours, as bars of four units each in a box that is 20 units high.
 *
 * @param width of the box
 * @param path what is drawn, as SVG has it
 * @param label what it says, for who does not see it
 */
record Sparkline(int width, String path, String label) {
  private static final int STEP = 4;
  private static final int HEIGHT = 20;

  /** Draws hours, the current one last. */
  static Sparkline of(long[] hours) {
    long most = Arrays.stream(hours).max().orElse(0);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < hours.length; i++) {
      if (hours[i] > 0) {
        long height = Math.max(2, hours[i] * HEIGHT / most);
        path.append('M').append(i * STEP).append(' ').append(HEIGHT);
        path.append("v-").append(height).append("h3v").append(height).append('z');
      }
    }
    String label =
        PageText.count(Arrays.stream(hours).sum(), "event")
            + " in the last "
            + hours.length
            + " hours, at most "
            + PageText.number(most)
            + " in one";
    return new Sparkline(hours.length * STEP, path.toString(), label);
  }
}
