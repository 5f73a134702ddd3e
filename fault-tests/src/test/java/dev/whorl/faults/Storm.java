package dev.whorl.faults;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One error from eight threads at full speed, and meanwhile rare ones of other groups from a ninth.
 * What the callers waited is measured call by call.
 */
final class Storm {
  static final String MESSAGE = "the storm";
  static final int RARE_GROUPS = 50;
  static final int RARE_ERRORS = 3;
  private static final int THREADS = 8;

  private final Candidate candidate;
  private final int errors;
  private final long[] nanos;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, Long> firstLogged = new ConcurrentHashMap<>();

  private Storm(Candidate candidate, int errors) {
    this.candidate = candidate;
    this.errors = errors;
    nanos = new long[errors];
  }

  /** Runs it to its end; nobody waits for what Whorl does with it. */
  static Storm on(Candidate candidate, int errors) throws InterruptedException {
    Storm storm = new Storm(candidate, errors);
    storm.run();
    return storm;
  }

  private void run() throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(new Thread(() -> callAtFullSpeed(start), "caller-" + i));
    }
    threads.add(new Thread(() -> callNowAndThen(start), "caller-rare"));
    threads.forEach(Thread::start);
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void callAtFullSpeed(CountDownLatch start) {
    if (!awaited(start)) {
      return;
    }
    for (int i = next.getAndIncrement(); i < errors; i = next.getAndIncrement()) {
      long begin = System.nanoTime();
      candidate.error("faults.storm", MESSAGE, new IllegalStateException("failed"));
      nanos[i] = System.nanoTime() - begin;
    }
  }

  /** All rare errors, spread over the storm by its own progress. */
  private void callNowAndThen(CountDownLatch start) {
    if (!awaited(start)) {
      return;
    }
    int all = RARE_GROUPS * RARE_ERRORS;
    for (int i = 0; i < all; i++) {
      while (next.get() < (long) errors * i / (all + 1)) {
        Thread.onSpinWait();
        Thread.yield();
      }
      String message = rareMessage(i % RARE_GROUPS);
      firstLogged.putIfAbsent(message, System.nanoTime());
      candidate.error("faults.rare", message, null);
    }
  }

  static String rareMessage(int group) {
    return "rare error of " + Words.of(group);
  }

  private static boolean awaited(CountDownLatch start) {
    try {
      start.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** When each rare error was logged for the first time. */
  Map<String, Long> firstLogged() {
    return firstLogged;
  }

  /** What one in so many callers waited at least, in microseconds. */
  double slowest(int oneIn) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length - 1 - sorted.length / oneIn] / 1000.0;
  }

  String figures() {
    return "p50 %.1f µs, p99 %.1f µs, p99.9 %.1f µs"
        .formatted(slowest(2), slowest(100), slowest(1000));
  }

  /** What is left on the heap when all garbage is gone. */
  static long heapInUse() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
