package dev.whorl.inbox.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the events of one transaction change, merged: a storm of one group changes each of its sums
 * once.
 */
final class Batch {
  /** The sums of a group and its latest event among these. */
  static final class OfGroup {
    final Sums sums = new Sums();
    NewEvent latest;

    private OfGroup(NewEvent latest) {
      this.latest = latest;
    }
  }

  /** The values of a tag of a group. */
  record Tag(long group, String name, String value) {}

  /** What is counted. */
  record Counter(String kind, String name) {}

  private static final int MOST_TAGS = 200;
  private static final int LONGEST_TAG = 200;
  private static final long HOUR = 3_600_000;

  final Map<Long, OfGroup> groups = new HashMap<>();
  final Map<Facet, Map<Long, Sums>> hours = new HashMap<>();
  final Map<Tag, Long> tags = new LinkedHashMap<>();
  final Map<Long, String> searchTexts = new TreeMap<>();
  final Map<String, Long> positions = new LinkedHashMap<>();
  final Map<Counter, Long> counters = new HashMap<>();

  void add(NewEvent event, Facet facet, long id, long seen) {
    long suppressed = event.digest().suppressed();
    OfGroup group = groups.computeIfAbsent(facet.group(), none -> new OfGroup(event));
    if (seen >= group.sums.lastSeen) {
      group.latest = event;
    }
    group.sums.add(seen, suppressed);
    hours
        .computeIfAbsent(facet, none -> new HashMap<>())
        .computeIfAbsent(Math.floorDiv(seen, HOUR), none -> new Sums())
        .add(seen, suppressed);
    event.digest().tags().entrySet().stream()
        .limit(MOST_TAGS)
        .forEach(
            tag ->
                tags.merge(
                    new Tag(
                        facet.group(),
                        Text.cut(tag.getKey(), LONGEST_TAG),
                        Text.cut(tag.getValue(), LONGEST_TAG)),
                    1L,
                    Long::sum));
    searchTexts.put(SearchRows.row(facet.group(), id), event.searchText());
  }

  void count(String kind, String name, long amount) {
    counters.merge(new Counter(kind, name), amount, Long::sum);
  }
}
