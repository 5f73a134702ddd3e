package dev.whorl;

import dev.whorl.event.LogCall;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the queue in the order in which they came. Any thread adds one, in two steps that
 * wait for nobody and cannot fail; one thread at a time takes them out. With a lock around both,
 * eight threads that log on two processors waited 7 µs for each call in place of 1, since each that
 * was put off the processor while it had the lock was followed by others that slept for it.
 */
final class CallChain {
  private static final int MAX_SPINS = 64;
  private static final long PAUSE_NANOS = 1_000;

  /** A place in the chain, to be made before anything is promised to its call. */
  static final class Link {
    private @Nullable LogCall call;
    private @Nullable Kind kind;
    private volatile @Nullable Link next;

    Link(@Nullable LogCall call) {
      this.call = call;
    }
  }

  /** The one that was taken out last; it has no call any more. */
  private Link first = new Link(null);

  private final AtomicReference<Link> last = new AtomicReference<>(first);

  /** Adds a call at the end; its link is not used again. */
  void add(Link link, Kind kind) {
    link.kind = kind;
    last.getAndSet(link).next = link;
  }

  /** Takes out the oldest; null if there is none. */
  CallQueue.@Nullable Waiting poll() {
    for (Link link = after(first); link != null; link = after(link)) {
      CallQueue.Waiting waiting = waiting(link);
      // Else a link that is garbage and old would keep all younger ones from being collected.
      first.next = null;
      first = link;
      if (waiting != null) {
        link.call = null;
        return waiting;
      }
    }
    return null;
  }

  /** Takes this very call out, and no equal one; null if it is not there any more. */
  @SuppressWarnings("ReferenceEquality") // An equal call of another thread is another call.
  CallQueue.@Nullable Waiting remove(LogCall call) {
    for (Link link = after(first); link != null; link = after(link)) {
      if (link.call == call) {
        CallQueue.Waiting waiting = waiting(link);
        link.call = null;
        return waiting;
      }
    }
    return null;
  }

  /** Null if the call was removed. */
  private static CallQueue.@Nullable Waiting waiting(Link link) {
    LogCall call = link.call;
    Kind kind = link.kind;
    return call == null || kind == null ? null : new CallQueue.Waiting(call, kind);
  }

  /** Whoever made a link the last one is about to tell the one before it; null if there is none. */
  @SuppressWarnings("ReferenceEquality")
  private @Nullable Link after(Link link) {
    Link next = link.next;
    for (int spin = 0; next == null && last.get() != link; spin++) {
      if (spin < MAX_SPINS) {
        Thread.onSpinWait();
      } else {
        // It is off the processor.
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
      next = link.next;
    }
    return next;
  }
}
