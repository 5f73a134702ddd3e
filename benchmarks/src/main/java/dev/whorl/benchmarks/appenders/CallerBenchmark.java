package dev.whorl.benchmarks.appenders;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a log call costs its caller, with five entries in the diagnostic context. Events go to a
 * server on the loopback address in a JVM of its own.
 *
 * <p>Errors are logged in bursts of {@value #BURST} a thread, with a rest in between until all is
 * done, so that each of them finds room in the queue: at full speed most would only be counted,
 * which is measured for itself.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CallerBenchmark {
  /** Even from 8 threads less than half of the queue: at half of it the worker is woken. */
  private static final int BURST = 60;

  /**
   * How many bursts until the compiler has done what it can; it begins with its last step at 15,000
   * calls.
   */
  static final int WARM_UPS = 16_384 / BURST;

  /** How many bursts are measured. */
  static final int MEASURED = 5_120 / BURST;

  private static final int LOOKS = 5;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final String TEMPLATE = "order {} accepted";
  private static final String MESSAGE = "order could not be placed";

  /** A library with a candidate. */
  @State(Scope.Benchmark)
  public abstract static class Running {
    @Param public Candidate candidate;

    BackEnd backEnd;
    private ServerProcess server;

    /** How it is set up. */
    abstract Options options(String dsn);

    @Setup
    public void start() {
      server = ServerProcess.start();
      backEnd = BackEnd.found();
      backEnd.start(candidate, options(server.dsn()));
    }

    @TearDown
    public void stop() {
      backEnd.stop();
      server.close();
    }
  }

  /** As it comes, but no call becomes a breadcrumb. */
  public static class Plain extends Running {
    @Override
    Options options(String dsn) {
      return Options.to(dsn);
    }

    /**
     * No burst begins before the one before is through. Then the compiler has some time, while this
     * thread looks up now and then, as one of a program that is at work does.
     */
    @Setup(Level.Iteration)
    public void settle() {
      backEnd.settle();
      for (int i = 0; i < LOOKS; i++) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  /** With breadcrumbs. */
  public static class WithBreadcrumbs extends Running {
    @Override
    Options options(String dsn) {
      return Options.to(dsn).withBreadcrumbs();
    }
  }

  /** With a worker that hangs and a queue that is full. */
  public static class Jammed extends Running {
    private static final int MORE_THAN_FIT = 2048;

    @Override
    Options options(String dsn) {
      return Options.to(dsn).with("beforeSend", JammedHook.class.getName());
    }

    @Override
    @Setup
    public void start() {
      super.start();
      Throwable thrown = DeepThrowable.here().make();
      for (int i = 0; i < MORE_THAN_FIT; i++) {
        backEnd.error(MESSAGE, thrown);
      }
    }

    @Override
    @TearDown
    public void stop() {
      JammedHook.release();
      super.stop();
    }
  }

  /** A thread of the program, with what it knows when it logs. */
  @State(Scope.Thread)
  public static class Caller {
    private RuntimeException thrown;

    @Setup
    public void prepare() {
      Contexts.put(BackEnd.found());
      thrown = DeepThrowable.here().make();
    }
  }

  /** INFO below the level. */
  @Benchmark
  public void info(Plain running, Caller caller) {
    running.backEnd.info(TEMPLATE, "4711");
  }

  /** INFO that is kept as a breadcrumb. */
  @Benchmark
  public void infoKept(WithBreadcrumbs running, Caller caller) {
    running.backEnd.info(TEMPLATE, "4711");
  }

  /** ERROR with a throwable at hand. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OperationsPerInvocation(BURST)
  @Warmup(iterations = WARM_UPS)
  @Measurement(iterations = MEASURED)
  public void error(Plain running, Caller caller) {
    for (int i = 0; i < BURST; i++) {
      running.backEnd.error(MESSAGE, caller.thrown);
    }
  }

  /** ERROR with a throwable that is made in the call. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OperationsPerInvocation(BURST)
  @Warmup(iterations = WARM_UPS)
  @Measurement(iterations = MEASURED)
  public void newError(Plain running, Caller caller) {
    DeepThrowable throwable = DeepThrowable.here();
    for (int i = 0; i < BURST; i++) {
      running.backEnd.error(MESSAGE, throwable.make());
    }
  }

  /**
   * ERROR with a throwable at hand, one after the other. Most find no room in Whorl's queue and are
   * only counted; sentry makes an event of each, and then most of these find no room in its queue.
   */
  @Benchmark
  public void errorWithoutRest(Plain running, Caller caller) {
    running.backEnd.error(MESSAGE, caller.thrown);
  }

  /** ERROR that finds the queue full. */
  @Benchmark
  public void errorDropped(Jammed running, Caller caller) {
    running.backEnd.error(MESSAGE, caller.thrown);
  }
}
