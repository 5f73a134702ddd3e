package dev.whorl.inbox.store;

/** Numbers and times of some events that are added to stored ones. */
final class Sums {
  long events;
  long suppressed;
  long firstSeen = Long.MAX_VALUE;
  long lastSeen = Long.MIN_VALUE;

  void add(long seen, long suppressedBefore) {
    events += 1 + suppressedBefore;
    suppressed += suppressedBefore;
    firstSeen = Math.min(firstSeen, seen);
    lastSeen = Math.max(lastSeen, seen);
  }

  void add(Sums others) {
    events += others.events;
    suppressed += others.suppressed;
    firstSeen = Math.min(firstSeen, others.firstSeen);
    lastSeen = Math.max(lastSeen, others.lastSeen);
  }
}
