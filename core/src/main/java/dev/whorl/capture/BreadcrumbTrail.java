package dev.whorl.capture;

import dev.whorl.event.Breadcrumb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The last log calls of each thread. Keyed by thread and not thread-local, so that nothing is left
 * behind in threads that outlive the application. At most {@link #MAX_THREADS} threads are
 * remembered; beyond that the ones that logged longest ago are forgotten.
 */
public final class BreadcrumbTrail {
  /** How many threads are remembered. */
  static final int MAX_THREADS = 512;

  /** The longest message that is kept, in chars. */
  private static final int MAX_MESSAGE = 1024;

  private final int perThread;
  private final Map<Object, Trail> trails = new ConcurrentHashMap<>();
  private final AtomicLong ticks = new AtomicLong();

  /**
   * Makes an empty trail.
   *
   * @param perThread how many log calls are kept of each thread; 0 keeps none
   */
  public BreadcrumbTrail(int perThread) {
    this.perThread = perThread;
  }

  /**
   * Remembers a log call.
   *
   * @param thread what identifies the thread that logged it
   * @param breadcrumb the log call
   */
  public void add(Object thread, Breadcrumb breadcrumb) {
    if (perThread == 0) {
      return;
    }
    Trail trail = trails.get(thread);
    if (trail == null) {
      if (trails.size() >= MAX_THREADS) {
        forgetOldest();
      }
      trail = trails.computeIfAbsent(thread, key -> new Trail(perThread));
    }
    String message = breadcrumb.message();
    trail.add(
        message.length() <= MAX_MESSAGE
            ? breadcrumb
            : new Breadcrumb(
                breadcrumb.timestamp(),
                breadcrumb.severity(),
                breadcrumb.category(),
                message.substring(0, MAX_MESSAGE)),
        ticks.incrementAndGet());
  }

  /**
   * The log calls of a thread.
   *
   * @param thread what identifies the thread
   * @return oldest first; empty if nothing is remembered of it
   */
  public List<Breadcrumb> of(Object thread) {
    Trail trail = trails.get(thread);
    return trail == null ? List.of() : trail.copy();
  }

  /** Forgets everything. */
  public void clear() {
    trails.clear();
  }

  /**
   * A part at a time, so that a program with a new thread for each request does not sort at each
   * one.
   */
  private void forgetOldest() {
    long[] lastTicks =
        trails.values().stream().mapToLong(trail -> trail.lastTick).sorted().toArray();
    if (lastTicks.length >= MAX_THREADS) {
      long oldest = lastTicks[MAX_THREADS / 4];
      trails.values().removeIf(trail -> trail.lastTick < oldest);
    }
  }

  private static final class Trail {
    private final @Nullable Breadcrumb[] ring;
    private int next;
    private int size;
    private volatile long lastTick;

    Trail(int capacity) {
      ring = new Breadcrumb[capacity];
    }

    synchronized void add(Breadcrumb breadcrumb, long tick) {
      ring[next] = breadcrumb;
      next = (next + 1) % ring.length;
      size = Math.min(size + 1, ring.length);
      lastTick = tick;
    }

    synchronized List<Breadcrumb> copy() {
      List<Breadcrumb> copy = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        Breadcrumb breadcrumb = ring[(next - size + i + ring.length) % ring.length];
        if (breadcrumb != null) {
          copy.add(breadcrumb);
        }
      }
      return copy;
    }
  }
}
