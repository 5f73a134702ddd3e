package dev.whorl;

import dev.whorl.event.LogCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The log calls that wait for the worker. Callers at full speed outrun it, and then no kind of
 * error must crowd out the others, and none may be lost uncounted: the last quarter is for kinds of
 * which no call waits yet, and a call that finds no room is counted under its kind if another one
 * of that kind waits, which takes the count along. What is refused is what neither has room nor
 * belongs to anything here.
 *
 * <p>Every call that got in is ended once: by {@link #settle} or {@link #leave} after it was taken
 * or removed, or by {@link #drain}.
 */
final class CallQueue {
  /** How often a caller looks again after the kind that it found went away. */
  private static final int MAX_LOOKS = 4;

  /** Whoever holds the lock is done in less than this, unless it is off the processor. */
  private static final int MAX_SPINS = 64;

  /** In a smaller queue other kinds would find no room before the worker's rest is over. */
  private static final int LEAST_TO_REST = 256;

  /** In a larger one they would wait for too long behind calls among which the worker rests. */
  private static final int MOST_TO_REST = 1024;

  private final int capacity;
  private final int capacityForKnown;
  private final KindTable kinds;
  private final ReentrantLock lock = new ReentrantLock();
  private final WorkerRest workerRest;
  private final Queue<Waiting> calls = new ArrayDeque<>();

  /** Of {@code calls}, for those who do not hold the lock. */
  private volatile int size;

  /** How many got in and were not ended. */
  private final AtomicInteger pending = new AtomicInteger();

  /** What became of a log call that came to the queue. */
  enum Room {
    /** It is in, or seems to have room. */
    ADMIT,
    /** It was counted under its kind, and that was all. */
    COUNTED,
    /** There is neither room nor a call of its kind. */
    REFUSED
  }

  /**
   * A call that got in.
   *
   * @param call the call
   * @param kind its kind, which has it among those that wait until it is ended
   */
  record Waiting(LogCall call, Kind kind) {}

  /**
   * What was left.
   *
   * @param calls those that nobody had taken
   * @param counted how many more had only been counted and have nobody to take them along
   */
  record Left(List<LogCall> calls, long counted) {}

  CallQueue(int capacity) {
    if (capacity < 1 || capacity > Kind.MAX_WAITING) {
      throw new IllegalArgumentException(
          "The capacity is " + capacity + "; it must be from 1 to " + Kind.MAX_WAITING);
    }
    this.capacity = capacity;
    capacityForKnown = capacity - capacity / 4;
    kinds = new KindTable(capacity);
    workerRest = new WorkerRest(lock, this::size, Math.max(1, capacity / 2));
  }

  /**
   * The look before a snapshot is made, which would be in vain if there is no room. Takes no lock
   * and allocates nothing.
   */
  Room room(long key) {
    for (int look = 0; look < MAX_LOOKS; look++) {
      int waiting = size;
      if (waiting < capacityForKnown) {
        return Room.ADMIT;
      }
      Kind kind = kinds.find(key);
      if (kind == null) {
        return waiting < capacity ? Room.ADMIT : Room.REFUSED;
      }
      if (kind.count()) {
        return Room.COUNTED;
      }
    }
    return size < capacity ? Room.ADMIT : Room.REFUSED;
  }

  /** Takes a call in if there still is room; what {@link #room} said may have changed. */
  Room offer(LogCall call, long key) {
    boolean endsNap = false;
    try {
      if (!lockFor(key)) {
        return Room.COUNTED;
      }
      Kind kind = kinds.find(key);
      if (size >= (kind == null ? capacity : capacityForKnown)) {
        return kind != null && kind.count() ? Room.COUNTED : Room.REFUSED;
      }
      Kind its = kind == null ? new Kind(key) : kind;
      // First, since it may fail for want of memory, and then the table is as it was.
      calls.add(new Waiting(call, its));
      its.enter();
      if (kind == null) {
        kinds.add(its);
      }
      size = calls.size();
      pending.incrementAndGet();
      endsNap = workerRest.called();
    } finally {
      // Asked, since a stack that overflows may break off right after the lock was taken.
      if (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    }
    if (endsNap) {
      workerRest.endNap();
    }
    return Room.ADMIT;
  }

  /**
   * Locks; false if the call was counted instead. In a storm whoever holds the lock may be off the
   * processor, and to wait for it for one more of what fills the queue is too much.
   */
  private boolean lockFor(long key) {
    if (lock.tryLock()) {
      return true;
    }
    Kind kind = size > capacityForKnown - capacityForKnown / 8 ? kinds.find(key) : null;
    if (kind != null && kind.count()) {
      return false;
    }
    for (int spin = 0; spin < MAX_SPINS; spin++) {
      Thread.onSpinWait();
      if (lock.tryLock()) {
        return true;
      }
    }
    lock.lock();
    return true;
  }

  /** The call that has waited longest; null if there is none within the time. For one thread. */
  @Nullable Waiting take(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      Waiting taken = size == 0 ? null : poll();
      long now = System.nanoTime();
      if (taken != null) {
        workerRest.worked(now);
        return taken;
      }
      if (end - now <= 0) {
        return null;
      }
      workerRest.rest(now, end - now);
    }
  }

  private @Nullable Waiting poll() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Waiting taken = calls.poll();
      size = calls.size();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a call whose group is known; gives how many more of its kind end in that group with it.
   */
  long settle(Waiting waiting) {
    lock.lock();
    try {
      long counted = waiting.kind.settle();
      pending.decrementAndGet();
      removeIfOver(waiting.kind);
      return counted;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a call that comes to no group; gives how many more of its kind were only counted and have
   * no other call to take them along.
   */
  long leave(Waiting waiting) {
    lock.lock();
    try {
      long counted = waiting.kind.leave();
      pending.decrementAndGet();
      removeIfOver(waiting.kind);
      return counted;
    } finally {
      lock.unlock();
    }
  }

  private void removeIfOver(Kind kind) {
    if (kind.isOver()) {
      kinds.remove(kind);
    }
  }

  /** Takes this very call out, and no equal one; null if it is not there any more. */
  @SuppressWarnings("ReferenceEquality") // An equal call of another thread is another call.
  @Nullable Waiting remove(LogCall call) {
    lock.lock();
    try {
      for (Iterator<Waiting> all = calls.iterator(); all.hasNext(); ) {
        Waiting waiting = all.next();
        if (waiting.call == call) {
          all.remove();
          size = calls.size();
          return waiting;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Takes all out that nobody has taken, and ends them. */
  Left drain() {
    lock.lock();
    try {
      List<LogCall> left = new ArrayList<>(calls.size());
      long counted = 0;
      for (Waiting waiting = calls.poll(); waiting != null; waiting = calls.poll()) {
        left.add(waiting.call);
        counted += waiting.kind.leave();
        pending.decrementAndGet();
        removeIfOver(waiting.kind);
      }
      size = 0;
      return new Left(left, counted);
    } finally {
      lock.unlock();
    }
  }

  /** How many calls nobody has taken yet. */
  int size() {
    return size;
  }

  /**
   * Whether known kinds fill their part, so that what comes of them is counted, and others still
   * have theirs, so that the worker may rest.
   */
  boolean isStormy() {
    int waiting = size;
    return capacity >= LEAST_TO_REST
        && capacity <= MOST_TO_REST
        && waiting >= capacityForKnown - capacityForKnown / 8
        && waiting <= capacityForKnown;
  }

  /** How many calls came and met no end yet, in the worker's hand and only counted ones too. */
  long waiting() {
    return pending.get() + counted();
  }

  /** How many calls were only counted and not yet taken along. */
  long counted() {
    return kinds.counted();
  }

  /** How many kinds have calls here or in the worker's hand. */
  int kinds() {
    return kinds.size();
  }
}
