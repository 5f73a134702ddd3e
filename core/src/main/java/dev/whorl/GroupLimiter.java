package dev.whorl;

import dev.whorl.event.ErrorEvent;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends so many events of a group each minute and counts the rest. The count travels on the group's
 * next event; if none comes, the last suppressed one, which is held for that, goes out itself when
 * the group has a token again. Held ones are bounded by their weight, and beyond it those go out
 * early whose turn is next: rather a few events too many than a count that nobody sees.
 *
 * <p>The worker's own, but for {@link #putBack}, {@link #abandon} and the figures. What goes out
 * goes out after all is noted and without the lock, so an exit may fail or stand still.
 */
final class GroupLimiter {
  private static final int MAX_GROUPS = 10_000;

  private final int perMinute;
  private final LongSupplier nanoTime;
  private final int maxGroups;
  private final long maxHeldBytes;
  private final Exit exit;
  private final LongConsumer suppressed;
  private final Map<String, LimitedGroup> groups = new LinkedHashMap<>(16, 0.75f, true);
  private final NavigableSet<LimitedGroup> holding = new TreeSet<>(LimitedGroup.BY_TURN);
  private final Queue<Departure> departing = new ArrayDeque<>();
  private final Map<String, Long> returned = new ConcurrentHashMap<>();
  private long heldBytes;
  private long clock;
  private long now;
  private long tracked;
  private boolean abandoned;
  private volatile int heldNow;
  private volatile int groupsNow;

  /** Where events go on. */
  interface Exit {
    /**
     * An event goes out.
     *
     * @param event the event
     * @param group its group
     * @param suppressed how many of its group were suppressed since the last one that went out
     */
    void leave(ErrorEvent event, String group, long suppressed);
  }

  private record Departure(ErrorEvent event, String group, long suppressed) {}

  GroupLimiter(
      int perMinute, LongSupplier nanoTime, long maxHeldBytes, Exit exit, LongConsumer suppressed) {
    this(perMinute, nanoTime, MAX_GROUPS, maxHeldBytes, exit, suppressed);
  }

  /**
   * Makes a limiter.
   *
   * @param perMinute how many events of a group go out each minute, and at once; 0 is no limit
   * @param nanoTime a monotonic clock; if it jumps back, time stands still for a moment
   * @param maxGroups how many groups are known; of the rest the one that came last longest ago is
   *     forgotten, and its held event goes out
   * @param maxHeldBytes how much memory held events may take, as estimated
   * @param exit gets each event that goes out
   * @param suppressed gets how many log calls were suppressed for good, each time some were
   */
  GroupLimiter(
      int perMinute,
      LongSupplier nanoTime,
      int maxGroups,
      long maxHeldBytes,
      Exit exit,
      LongConsumer suppressed) {
    this.perMinute = perMinute;
    this.nanoTime = nanoTime;
    this.maxGroups = maxGroups;
    this.maxHeldBytes = maxHeldBytes;
    this.exit = exit;
    this.suppressed = suppressed;
    clock = nanoTime.getAsLong();
  }

  /**
   * An event comes, and with it log calls that the queue had only counted.
   *
   * @return whether one of the group was suppressed for good: the one that was held before it
   */
  boolean admit(String name, ErrorEvent event, long counted) {
    // First: these calls are in no other bin any more, whatever becomes of the event.
    if (counted > 0) {
      suppressed.accept(counted);
    }
    long weight = perMinute == 0 ? 0 : EventWeight.of(event);
    boolean supersedes = false;
    try {
      synchronized (this) {
        readClock();
        takeReturned();
        LimitedGroup group = group(name);
        group.suppressed += counted;
        supersedes = group.held != null;
        if (perMinute == 0 || abandoned || group.bucket.take(now)) {
          supersede(group);
          depart(group, event);
        } else {
          hold(group, event, weight);
        }
      }
    } finally {
      // Also if this one could not be held: the one before it is released by then.
      note();
      if (supersedes) {
        suppressed.accept(1);
      }
    }
    letGo();
    return supersedes;
  }

  /** Lets those go out whose groups have a token again. */
  void tick() {
    synchronized (this) {
      takeReturned();
      if (!holding.isEmpty()) {
        readClock();
        while (!holding.isEmpty() && holding.first().due <= now) {
          sendHeld(holding.first());
        }
      }
      note();
    }
    letGo();
  }

  /** Lets all go out that are held. */
  void flush() {
    synchronized (this) {
      readClock();
      takeReturned();
      while (!holding.isEmpty()) {
        sendHeld(holding.first());
      }
      note();
    }
    letGo();
  }

  /**
   * An event was lost after it had gone out: what was suppressed before it travels on the next one
   * of its group. From any thread.
   */
  void putBack(String name, long suppressed) {
    if (suppressed > 0) {
      returned.merge(name, suppressed, Long::sum);
    }
  }

  /**
   * Forgets all that are held, and says how many these were, for the time when the worker is given
   * up. What it admits later goes straight out. From any thread.
   */
  synchronized int abandon() {
    abandoned = true;
    int left = holding.size() + departing.size();
    while (!holding.isEmpty()) {
      release(holding.first());
    }
    departing.clear();
    note();
    return left;
  }

  /** How many events are held. From any thread. */
  int held() {
    return heldNow;
  }

  /** How many groups are known. From any thread. */
  int groups() {
    return groupsNow;
  }

  /** Time as it passes here: never back, whatever the clock says. */
  private void readClock() {
    long read = nanoTime.getAsLong();
    now += Math.max(0, read - clock);
    clock = read;
  }

  private void takeReturned() {
    if (returned.isEmpty()) {
      return;
    }
    for (Iterator<String> names = returned.keySet().iterator(); names.hasNext(); ) {
      String name = names.next();
      Long count = returned.remove(name);
      if (count != null) {
        group(name).suppressed += count;
      }
    }
  }

  private LimitedGroup group(String name) {
    LimitedGroup known = groups.get(name);
    if (known != null) {
      return known;
    }
    LimitedGroup group =
        new LimitedGroup(name, new TokenBucket(Math.max(1, perMinute), now), tracked++);
    groups.put(name, group);
    if (groups.size() > maxGroups) {
      LimitedGroup eldest = groups.values().iterator().next();
      groups.remove(eldest.name);
      sendHeld(eldest);
    }
    return group;
  }

  private void hold(LimitedGroup group, ErrorEvent event, long weight) {
    supersede(group);
    group.due = group.bucket.due(now);
    holding.add(group);
    group.held = event;
    group.heldWeight = weight;
    heldBytes += weight;
    if (weight > maxHeldBytes) {
      sendHeld(group);
    }
    while (heldBytes > maxHeldBytes) {
      sendHeld(holding.first());
    }
  }

  private void supersede(LimitedGroup group) {
    if (release(group) != null) {
      group.suppressed++;
    }
  }

  private void sendHeld(LimitedGroup group) {
    ErrorEvent event = release(group);
    if (event != null) {
      group.bucket.spend(now);
      depart(group, event);
    }
  }

  /** The held one, which is so no more; null if there is none. */
  private @Nullable ErrorEvent release(LimitedGroup group) {
    ErrorEvent event = group.held;
    if (event != null) {
      holding.remove(group);
      heldBytes -= group.heldWeight;
      group.held = null;
      group.heldWeight = 0;
    }
    return event;
  }

  private void depart(LimitedGroup group, ErrorEvent event) {
    departing.add(new Departure(event, group.name, group.suppressed));
    group.suppressed = 0;
  }

  private void letGo() {
    for (Departure next = departure(); next != null; next = departure()) {
      exit.leave(next.event, next.group, next.suppressed);
    }
  }

  private synchronized @Nullable Departure departure() {
    Departure next = departing.poll();
    if (next != null) {
      note();
    }
    return next;
  }

  private synchronized void note() {
    heldNow = holding.size() + departing.size();
    groupsNow = groups.size();
  }
}
