package dev.whorl.capture;

import dev.whorl.event.Breadcrumb;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last log calls of each thread. Keyed by thread and not thread-local, so that nothing is left
 * behind in threads that outlive the application. At most {@link #MAX_THREADS} threads are
 * remembered; beyond that the ones that logged longest ago are forgotten.
 */
public final class BreadcrumbTrail {
  /** How many threads are remembered. */
  static final int MAX_THREADS = 512;

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
   * @param breadcrumb gives what is to be known of the log call, on any thread
   */
  public void add(Object thread, Supplier<Breadcrumb> breadcrumb) {
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
    trail.add(breadcrumb, ticks.incrementAndGet());
  }

  /**
   * The log calls of a thread.
   *
   * @param thread what identifies the thread
   * @return oldest first, each put together when it is read; empty if nothing is remembered of it
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
    private final @Nullable Supplier<Breadcrumb>[] ring;
    private int next;
    private int size;
    private volatile long lastTick;

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types.
    Trail(int capacity) {
      ring = new Supplier[capacity];
    }

    synchronized void add(Supplier<Breadcrumb> breadcrumb, long tick) {
      ring[next] = breadcrumb;
      next = (next + 1) % ring.length;
      size = Math.min(size + 1, ring.length);
      lastTick = tick;
    }

    synchronized List<Breadcrumb> copy() {
      Supplier<Breadcrumb>[] copy = Arrays.copyOf(ring, size);
      if (size == ring.length) {
        System.arraycopy(ring, next, copy, 0, size - next);
        System.arraycopy(ring, 0, copy, size - next, next);
      }
      return new Breadcrumbs(copy);
    }
  }

  /** Remembered log calls. Whoever logs an error copies them, and the worker reads them. */
  private static final class Breadcrumbs extends AbstractList<Breadcrumb> implements RandomAccess {
    private final Supplier<Breadcrumb>[] calls;

    Breadcrumbs(Supplier<Breadcrumb>[] calls) {
      this.calls = calls;
    }

    @Override
    public Breadcrumb get(int index) {
      return calls[index].get();
    }

    @Override
    public int size() {
      return calls.length;
    }
  }
}
