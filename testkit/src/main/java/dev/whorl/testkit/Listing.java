package dev.whorl.testkit;

import dev.whorl.event.DropReason;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a failed assertion says of what was there. */
final class Listing {
  private static final int MOST = 20;

  private Listing() {}

  /** Ends a sentence that begins with what was expected and "but". */
  static String of(List<CapturedError> events, Map<DropReason, Long> losses) {
    StringBuilder text = new StringBuilder();
    if (events.isEmpty()) {
      text.append("there is none");
    } else {
      text.append(events.size() == 1 ? "there is 1:" : "there are " + events.size() + ":");
    }
    int shown = Math.min(events.size(), MOST);
    for (int i = 0; i < shown; i++) {
      text.append("%n  [%d] %s".formatted(i, events.get(i)));
    }
    if (shown < events.size()) {
      text.append("%n  and %d more".formatted(events.size() - shown));
    }
    if (!losses.isEmpty()) {
      text.append("%n  and lost: %s".formatted(losses(losses)));
    }
    return text.toString();
  }

  static String losses(Map<DropReason, Long> losses) {
    return losses.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey().label())
        .collect(Collectors.joining(", "));
  }

  /** Why events are in their groups, one after the other. */
  static String explained(CapturedError one, CapturedError other) {
    return "%nThe first:%n%s%nThe second:%n%s"
        .formatted(one.explanation().indent(2), other.explanation().indent(2));
  }
}
