package dev.whorl.benchmarks.appenders;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** One error from eight threads at full speed, each time with a new exception. */
final class StormChild {
  private static final int THREADS = 8;
  private static final int MAX_WARM_UP = 20_000;
  private static final String MESSAGE = "order could not be placed";

  private final BackEnd backEnd;
  private final int errors;
  private final Latencies latencies;
  private final AtomicInteger next = new AtomicInteger();

  private StormChild(BackEnd backEnd, int errors) {
    this.backEnd = backEnd;
    this.errors = errors;
    latencies = new Latencies(errors);
  }

  /** Arguments: the candidate, the dsn, how many errors. */
  public static void main(String[] arguments) throws InterruptedException {
    BackEnd backEnd = BackEnd.found();
    Options options = Options.to(arguments[1]).withBreadcrumbs();
    backEnd.start(Candidate.valueOf(arguments[0]), options);
    int errors = Integer.parseInt(arguments[2]);
    int warmUp = Math.min(errors, MAX_WARM_UP);
    new StormChild(backEnd, warmUp).run();
    backEnd.settle();
    double heap = ThisJvm.heapMegabytes();
    double cpu = ThisJvm.cpuMillis();
    StormChild storm = new StormChild(backEnd, errors);
    long begin = System.nanoTime();
    storm.run();
    double callersMillis = (System.nanoTime() - begin) / 1e6;
    backEnd.settle();
    double cpuAfter = ThisJvm.cpuMillis();
    double heapAfter = ThisJvm.heapMegabytes();
    backEnd.stop();
    storm.latencies.tell();
    ChildJvm.tell("callers ms", callersMillis);
    ChildJvm.tell("CPU ms", cpuAfter - cpu);
    ChildJvm.tell("heap growth MB", heapAfter - heap);
    ChildJvm.tell("logged", warmUp + errors);
    if (backEnd.delivered() >= 0) {
      ChildJvm.tell("delivered", backEnd.delivered());
    }
    // Not all candidates let a JVM go.
    System.exit(0);
  }

  private void run() throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(new Thread(() -> callAtFullSpeed(start), "caller-" + i));
    }
    threads.forEach(Thread::start);
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void callAtFullSpeed(CountDownLatch start) {
    Contexts.put(backEnd);
    DeepThrowable throwable = DeepThrowable.here();
    try {
      start.await();
    } catch (InterruptedException e) {
      return;
    }
    while (next.getAndIncrement() < errors) {
      Throwable thrown = throwable.make();
      long begin = System.nanoTime();
      backEnd.error(MESSAGE, thrown);
      latencies.add(System.nanoTime() - begin);
    }
  }
}
