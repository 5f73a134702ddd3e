package dev.whorl;

import dev.whorl.event.LogCall;
import dev.whorl.event.ThrowableView;
import java.lang.ref.ReferenceQueue;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The groups of log calls, for lines in ordinary log files: each computed once, however many
 * appenders ask and on whichever threads. Remembers the last {@link #MAX_CALLS} calls at most, and
 * none whose throwable is gone; refers to throwables weakly and to nothing else of a call. No call
 * waits for another one.
 */
final class CallGroups {
  /** How many calls are remembered: as many as may wait in other appenders' queues. */
  static final int MAX_CALLS = 2048;

  private static final int KEPT = MAX_CALLS * 3 / 4;

  /**
   * How long a thread waits for another one that computes the group of the same call. Bounded,
   * since that one may be held up by a throwable's own code, or even wait for this one.
   */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Function<LogCall, String> compute;
  private final Map<CallKey, CompletableFuture<@Nullable String>> groups =
      new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final AtomicLong remembered = new AtomicLong();

  /** Makes an empty memory; {@code compute} may run on any thread. */
  CallGroups(Function<LogCall, String> compute) {
    this.compute = compute;
  }

  /**
   * The group of a call; null if it has no throwable, or if another thread failed to compute it.
   */
  @Nullable String of(LogCall call) {
    ThrowableView thrown = call.thrown();
    if (thrown == null) {
      return null;
    }
    forgetCollected();
    CallKey key = new CallKey(thrown.identity(), call, collected, remembered.get());
    CompletableFuture<@Nullable String> own = new CompletableFuture<>();
    CompletableFuture<@Nullable String> known = groups.putIfAbsent(key, own);
    if (known != null) {
      return await(known, call);
    }
    remembered.incrementAndGet();
    forgetOldest();
    String group = null;
    try {
      group = compute.apply(call);
    } finally {
      own.complete(group);
    }
    return group;
  }

  /** An interrupted thread waits, too, and stays interrupted: async appenders end in that way. */
  private @Nullable String await(CompletableFuture<@Nullable String> known, LogCall call) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return known.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (TimeoutException | ExecutionException e) {
      return compute.apply(call);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void forgetCollected() {
    for (Object key = collected.poll(); key != null; key = collected.poll()) {
      groups.remove(key);
    }
  }

  /** A part at a time, so that not each call has to look for the oldest one. */
  private void forgetOldest() {
    if (groups.size() > MAX_CALLS) {
      long oldest = remembered.get() - KEPT;
      groups.keySet().removeIf(key -> key.number() < oldest);
    }
  }

  /** Forgets everything. */
  void clear() {
    groups.clear();
  }

  /** How many calls are remembered. */
  int size() {
    forgetCollected();
    return groups.size();
  }
}
