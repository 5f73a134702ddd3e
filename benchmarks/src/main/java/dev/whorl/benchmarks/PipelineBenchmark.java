package dev.whorl.benchmarks;

import dev.whorl.WorkerSteps;
import dev.whorl.benchmarks.appenders.DeepThrowable;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogCall;
import dev.whorl.protocol.EncodedEvent;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What Whorl's own threads do, from a log call to the bytes on the wire: each step with those
 * before it. An exception of 60 frames with a cause of 60 frames, whose stack traces already are
 * elements, as Logback's caller makes them, and five entries in the diagnostic context. How many
 * different traces go round decides what is remembered: one always is, 1024 never are.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PipelineBenchmark {
  /** How many different traces go round. */
  @Param({"1", "1024"})
  public int traces;

  private final WorkerSteps steps = new WorkerSteps();
  private LogCall[] calls;
  private int next;

  @Setup
  public void prepare() {
    calls = new LogCall[traces];
    for (int i = 0; i < traces; i++) {
      calls[i] = SampleCalls.call(i);
    }
  }

  private int next() {
    next = next + 1 == traces ? 0 : next + 1;
    return next;
  }

  @Benchmark
  public ErrorEvent create() {
    return steps.create(calls[next()]);
  }

  /** With what comes before, as an event remembers what it was asked. */
  @Benchmark
  public ErrorEvent createAndGroup() {
    LogCall call = calls[next()];
    return steps.group(steps.create(call), call);
  }

  /** With JSON, and that compressed. */
  @Benchmark
  public EncodedEvent createGroupAndEncode() {
    LogCall call = calls[next()];
    return steps.encode(steps.group(steps.create(call), call));
  }

  /** With the body of the request, which is made on a sender's thread. */
  @Benchmark
  public byte[] all() {
    return steps.all(calls[next()]);
  }

  /** An exception with a cause as the JVM leaves it; what the next one does includes this. */
  @Benchmark
  public Throwable thrown() {
    return DeepThrowable.here().make();
  }

  /** The same, and its stack traces made to elements, as the worker has to do it on Log4j. */
  @Benchmark
  public StackTraceElement[] thrownAndMaterialised() {
    Throwable thrown = DeepThrowable.here().make();
    StackTraceElement[] unused = thrown.getStackTrace();
    return thrown.getCause().getStackTrace();
  }
}
