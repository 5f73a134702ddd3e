package dev.whorl.inbox.preview;

import dev.whorl.inbox.preview.PreviewResult.Changed;
import dev.whorl.inbox.preview.PreviewResult.Merged;
import dev.whorl.inbox.preview.PreviewResult.Part;
import dev.whorl.inbox.preview.PreviewResult.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which events old and new groups have in common. Remembers pairs of groups with a count and a
 * title each, and no event. Not thread-safe.
 */
final class Comparison {
  private static final int LONGEST_TITLE = 200;
  private static final Comparator<Part> MOST_EVENTS =
      Comparator.comparingLong(Part::events).reversed().thenComparing(Part::hash);

  private final GroupAssignment before = new GroupAssignment();
  private final GroupAssignment after = new GroupAssignment();
  private final Map<Pair, Common> pairs = new LinkedHashMap<>();
  private long events;

  private record Pair(int before, int after) {}

  private static final class Common {
    private final String title;
    private long events;

    Common(String title) {
      this.title = PrintableText.cut(title, LONGEST_TITLE);
    }
  }

  void add(List<String> hashesBefore, List<String> hashesAfter, String title) {
    Pair pair = new Pair(before.assign(hashesBefore), after.assign(hashesAfter));
    pairs.computeIfAbsent(pair, added -> new Common(title)).events++;
    events++;
  }

  /** The result; {@code unreadable} is what never came here. */
  PreviewResult result(long unreadable) {
    Map<Integer, List<Part>> ofAfter = new TreeMap<>();
    Map<Integer, List<Part>> ofBefore = new TreeMap<>();
    pairs.forEach(
        (pair, common) -> {
          parts(ofAfter, pair.after).add(part(before.name(pair.before), common));
          parts(ofBefore, pair.before).add(part(after.name(pair.after), common));
        });
    List<Merged> merged = new ArrayList<>();
    ofAfter.forEach(
        (group, parts) -> {
          if (parts.size() > 1) {
            merged.add(new Merged(after.name(group), sorted(parts), sum(parts), title(parts)));
          }
        });
    List<Split> split = new ArrayList<>();
    ofBefore.forEach(
        (group, parts) -> {
          if (parts.size() > 1) {
            split.add(new Split(before.name(group), sorted(parts), sum(parts), title(parts)));
          }
        });
    List<Changed> changed = new ArrayList<>();
    int unchanged = 0;
    for (Map.Entry<Pair, Common> entry : pairs.entrySet()) {
      Pair pair = entry.getKey();
      boolean alone =
          parts(ofAfter, pair.after).size() == 1 && parts(ofBefore, pair.before).size() == 1;
      String old = before.name(pair.before);
      String now = after.name(pair.after);
      if (alone && old.equals(now)) {
        unchanged++;
      } else if (alone) {
        changed.add(new Changed(old, now, entry.getValue().events, entry.getValue().title));
      }
    }
    // Stable: of as many events, what arrived first is first.
    merged.sort(Comparator.comparingLong(Merged::events).reversed());
    split.sort(Comparator.comparingLong(Split::events).reversed());
    changed.sort(Comparator.comparingLong(Changed::events).reversed());
    return new PreviewResult(
        events,
        unreadable,
        before.size(),
        after.size(),
        List.copyOf(merged),
        List.copyOf(split),
        List.copyOf(changed),
        unchanged);
  }

  private static List<Part> parts(Map<Integer, List<Part>> groups, int group) {
    return groups.computeIfAbsent(group, added -> new ArrayList<>(1));
  }

  private static Part part(String hash, Common common) {
    return new Part(hash, common.events, common.title);
  }

  private static List<Part> sorted(List<Part> parts) {
    return parts.stream().sorted(MOST_EVENTS).toList();
  }

  private static long sum(List<Part> parts) {
    return parts.stream().mapToLong(Part::events).sum();
  }

  private static String title(List<Part> parts) {
    return parts.get(0).title();
  }
}
