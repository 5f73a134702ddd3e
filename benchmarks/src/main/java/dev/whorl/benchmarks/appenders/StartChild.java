package dev.whorl.benchmarks.appenders;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The start of a candidate in a fresh JVM, its first errors, and what it keeps at rest. */
final class StartChild {
  private static final int ERRORS = 100;
  private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long REST = TimeUnit.SECONDS.toNanos(1);
  private static final String MESSAGE = "order could not be placed";

  private StartChild() {}

  /** Arguments: the candidate, the dsn. */
  public static void main(String[] arguments) {
    BackEnd backEnd = BackEnd.found();
    // Made before, as the first error of a program costs that much without any appender.
    DeepThrowable throwable = DeepThrowable.here();
    Throwable first = throwable.make();
    Candidate candidate = Candidate.valueOf(arguments[0]);
    Options options = Options.to(arguments[1]).withBreadcrumbs();
    long begin = System.nanoTime();
    backEnd.start(candidate, options);
    long started = System.nanoTime();
    backEnd.error(MESSAGE, first);
    long logged = System.nanoTime();
    ChildJvm.tell("start ms", (started - begin) / 1e6);
    ChildJvm.tell("first error ms", (logged - started) / 1e6);
    for (int i = 0; i < ERRORS; i++) {
      LockSupport.parkNanos(BETWEEN);
      backEnd.error(MESSAGE, throwable.make());
    }
    backEnd.settle();
    LockSupport.parkNanos(REST);
    ChildJvm.tell("heap at rest MB", ThisJvm.heapMegabytes());
    ChildJvm.tell("classes and code MB", ThisJvm.otherMegabytes());
    backEnd.stop();
    System.exit(0);
  }
}
