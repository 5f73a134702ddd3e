package dev.whorl.benchmarks.appenders;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Errors at an even pace, each with a new exception, and the way to a stop after the last one. */
final class PacedChild {
  private static final String MESSAGE = "order could not be placed";
  private static final int WARM_UP_PER_SECOND = 500;
  private static final int MAX_WARM_UP_SECONDS = 4;

  private final BackEnd backEnd;
  private final DeepThrowable throwable = DeepThrowable.here();

  private PacedChild(BackEnd backEnd) {
    this.backEnd = backEnd;
  }

  /**
   * Arguments: the candidate, the dsn, errors a second, seconds, and settings of Whorl as {@code
   * name=value}.
   */
  public static void main(String[] arguments) {
    Options options = Options.to(arguments[1]).withBreadcrumbs();
    for (String setting : Arrays.copyOfRange(arguments, 4, arguments.length)) {
      String[] pair = setting.split("=", 2);
      options = options.with(pair[0], pair[1]);
    }
    BackEnd backEnd = BackEnd.found();
    backEnd.start(Candidate.valueOf(arguments[0]), options);
    Contexts.put(backEnd);
    PacedChild child = new PacedChild(backEnd);
    int perSecond = Integer.parseInt(arguments[2]);
    int seconds = Integer.parseInt(arguments[3]);
    int errors = perSecond * seconds;
    int warmUp = WARM_UP_PER_SECOND * Math.min(seconds, MAX_WARM_UP_SECONDS);
    child.run(WARM_UP_PER_SECOND, warmUp, new Latencies(warmUp));
    backEnd.settle();
    ChildJvm.mark();
    double cpu = ThisJvm.cpuMillis();
    long begin = System.nanoTime();
    Latencies latencies = new Latencies(errors);
    child.run(perSecond, errors, latencies);
    double callersMillis = (System.nanoTime() - begin) / 1e6;
    begin = System.nanoTime();
    backEnd.stop();
    double stopMillis = (System.nanoTime() - begin) / 1e6;
    double cpuUsed = ThisJvm.cpuMillis() - cpu;
    latencies.tell();
    ChildJvm.tell("callers ms", callersMillis);
    ChildJvm.tell("CPU ms", cpuUsed);
    ChildJvm.tell("stop ms", stopMillis);
    ChildJvm.tell("logged", errors);
    System.exit(0);
  }

  /** A caller that was held up goes on at once; what it missed it makes good. */
  private void run(int perSecond, int errors, Latencies latencies) {
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long turn = System.nanoTime();
    for (int i = 0; i < errors; i++) {
      turn += period;
      for (long left = turn - System.nanoTime(); left > 0; left = turn - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      Throwable thrown = throwable.make();
      long begin = System.nanoTime();
      backEnd.error(MESSAGE, thrown);
      latencies.add(System.nanoTime() - begin);
    }
  }
}
