package dev.whorl;

import dev.whorl.event.LogCall;
import java.util.ArrayList;
import java.util.List;
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

  /** In a smaller queue other kinds would find no room before the worker's rest is over. */
  private static final int LEAST_TO_REST = 256;

  /** In a larger one they would wait for too long behind calls among which the worker rests. */
  private static final int MOST_TO_REST = 1024;

  private final int capacity;
  private final int capacityForKnown;
  private final KindTable kinds;
  private final CallChain calls = new CallChain();
  private final WorkerRest workerRest;

  /** Held to take calls out, to end them, and to add a kind; callers of known kinds do without. */
  private final ReentrantLock lock = new ReentrantLock();

  /** How many places are taken, by calls that are in or are about to be. */
  private final AtomicInteger size = new AtomicInteger();

  /** How many were taken out and not ended. */
  private final AtomicInteger inHand = new AtomicInteger();

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
      int waiting = size.get();
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
    return size.get() < capacity ? Room.ADMIT : Room.REFUSED;
  }

  /** Takes a call in if there still is room; what {@link #room} said may have changed. */
  Room offer(LogCall call, long key) {
    // First, since it may fail for want of memory, and then all is as it was.
    CallChain.Link link = new CallChain.Link(call);
    Kind kind = kinds.find(key);
    if (kind != null) {
      int place = reserve(capacityForKnown);
      if (place == 0) {
        if (kind.count()) {
          return Room.COUNTED;
        }
      } else if (kind.enter()) {
        admit(link, kind, place);
        return Room.ADMIT;
      } else {
        size.getAndDecrement();
      }
    }
    return offerUnderLock(link, key);
  }

  /** Of a kind that may be new. Kinds end under the lock only, so one that is found will not. */
  private Room offerUnderLock(CallChain.Link link, long key) {
    Kind fresh = new Kind(key);
    try {
      lock.lock();
      Kind known = kinds.find(key);
      int place = reserve(known == null ? capacity : capacityForKnown);
      if (place == 0) {
        return known != null && known.count() ? Room.COUNTED : Room.REFUSED;
      }
      if (known == null) {
        kinds.add(fresh);
        admit(link, fresh, place);
      } else {
        boolean unused = known.enter();
        admit(link, known, place);
      }
      return Room.ADMIT;
    } finally {
      // Asked, since a stack that overflows may break off right after the lock was taken.
      if (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    }
  }

  /** Which place it is, the first being 1; 0 if so many are taken. */
  private int reserve(int limit) {
    int seen = size.get();
    while (seen < limit) {
      int found = size.compareAndExchange(seen, seen + 1);
      if (found == seen) {
        return seen + 1;
      }
      seen = found;
    }
    return 0;
  }

  private void admit(CallChain.Link link, Kind kind, int place) {
    calls.add(link, kind);
    workerRest.called(place);
  }

  /** The call that has waited longest; null if there is none within the time. For one thread. */
  @Nullable Waiting take(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      Waiting taken = size() == 0 ? null : poll();
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
      return taken(calls.poll());
    } finally {
      lock.unlock();
    }
  }

  /** From its place into a hand, in this order, so that it is never in neither. */
  private @Nullable Waiting taken(@Nullable Waiting waiting) {
    if (waiting != null) {
      inHand.getAndIncrement();
      size.getAndDecrement();
    }
    return waiting;
  }

  /**
   * Ends a call whose group is known; gives how many more of its kind end in that group with it.
   */
  long settle(Waiting waiting) {
    lock.lock();
    try {
      long counted = waiting.kind.settle();
      ended(waiting);
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
      return left(waiting);
    } finally {
      lock.unlock();
    }
  }

  private long left(Waiting waiting) {
    long counted = waiting.kind.leave();
    ended(waiting);
    return counted;
  }

  private void ended(Waiting waiting) {
    inHand.getAndDecrement();
    if (waiting.kind.isOver()) {
      kinds.remove(waiting.kind);
    }
  }

  /** Takes this very call out, and no equal one; null if it is not there any more. */
  @Nullable Waiting remove(LogCall call) {
    lock.lock();
    try {
      return taken(calls.remove(call));
    } finally {
      lock.unlock();
    }
  }

  /** Takes all out that nobody has taken, and ends them. */
  Left drain() {
    lock.lock();
    try {
      List<LogCall> left = new ArrayList<>(size());
      long counted = 0;
      for (Waiting next = taken(calls.poll()); next != null; next = taken(calls.poll())) {
        left.add(next.call);
        counted += left(next);
      }
      return new Left(left, counted);
    } finally {
      lock.unlock();
    }
  }

  /** How many calls nobody has taken yet. */
  int size() {
    return size.get();
  }

  /**
   * Whether known kinds fill their part, so that what comes of them is counted, and others still
   * have theirs, so that the worker may rest.
   */
  boolean isStormy() {
    int waiting = size();
    return capacity >= LEAST_TO_REST
        && capacity <= MOST_TO_REST
        && waiting >= capacityForKnown - capacityForKnown / 8
        && waiting <= capacityForKnown;
  }

  /** How many calls came and met no end yet, in the worker's hand and only counted ones too. */
  long waiting() {
    // In this order, since calls go from the one to the other.
    int waiting = size();
    return waiting + inHand.get() + counted();
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
