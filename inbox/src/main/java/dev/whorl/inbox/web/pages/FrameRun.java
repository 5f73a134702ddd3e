package dev.whorl.inbox.web.pages;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Frames one after the other.
 *
 * @param folded whether they are out of sight until somebody asks
 * @param summary what is said of them then
 * @param frames the latest call first
 */
record FrameRun(boolean folded, String summary, List<FrameView> frames) {
  /** Of a trace of which nobody knows what is in-app, so many frames that enter are in sight. */
  private static final int IN_SIGHT = 8;

  private static final int MOST_PACKAGES = 3;

  /**
   * Folds what is of less interest: neither of the application, nor entering the group, nor the
   * place of the throw.
   *
   * @param frames the latest call first
   */
  static List<FrameRun> fold(List<FrameView> frames) {
    boolean anyInApp = frames.stream().anyMatch(FrameView::inApp);
    List<FrameRun> runs = new ArrayList<>();
    List<FrameView> run = new ArrayList<>();
    boolean folding = false;
    int entering = 0;
    for (int i = 0; i < frames.size(); i++) {
      FrameView frame = frames.get(i);
      boolean shown = i == 0 || frame.inApp();
      if (frame.enters()) {
        shown |= anyInApp || entering < IN_SIGHT;
        entering++;
      }
      if (shown == folding && !run.isEmpty()) {
        runs.add(run(folding, run));
        run = new ArrayList<>();
      }
      folding = !shown;
      run.add(frame);
    }
    if (!run.isEmpty()) {
      runs.add(run(folding, run));
    }
    return List.copyOf(runs);
  }

  private static FrameRun run(boolean folded, List<FrameView> frames) {
    // A line that says that there is one costs as much as the one.
    boolean worth = folded && frames.size() > 1;
    return new FrameRun(worth, worth ? summary(frames) : "", List.copyOf(frames));
  }

  private static String summary(List<FrameView> frames) {
    long entering = frames.stream().filter(FrameView::enters).count();
    String enters =
        entering == 0
            ? ""
            : entering == frames.size() ? ", which enter" : ", of which " + entering + " enter";
    Set<String> packages = new LinkedHashSet<>();
    frames.forEach(frame -> packages.add(beginning(frame.owner())));
    packages.remove("");
    String names = String.join(", ", packages.stream().limit(MOST_PACKAGES).toList());
    String more = packages.size() > MOST_PACKAGES ? ", …" : "";
    return frames.size() + " more frames" + enters + (names.isEmpty() ? "" : ": " + names + more);
  }

  /** The first two names of a package. */
  private static String beginning(String owner) {
    int first = owner.indexOf('.');
    int second = owner.indexOf('.', first + 1);
    return second > 0 ? owner.substring(0, second) : first > 0 ? owner.substring(0, first) : owner;
  }
}
