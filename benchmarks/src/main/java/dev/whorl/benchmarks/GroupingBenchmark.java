package dev.whorl.benchmarks;

import dev.whorl.event.ErrorEvent;
import dev.whorl.grouping.Group;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
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
 * The group of an event: an exception of 60 frames with a cause of 60 frames. How many different
 * traces go round decides what is remembered: one always is, 1024 never are.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GroupingBenchmark {
  /** How many different traces go round. */
  @Param({"1", "1024"})
  public int traces;

  /** How many fingerprint rules are asked, of which none matches. */
  @Param({"0", "50"})
  public int rules;

  private ErrorEvent[] events;
  private Grouper grouper;
  private int next;

  @Setup
  public void prepare() {
    events = new ErrorEvent[traces];
    for (int i = 0; i < traces; i++) {
      events[i] = SampleTraces.event(i);
    }
    grouper =
        new Grouper(FingerprintRules.parse(SampleRules.text(rules)), StackTraceRules.parse(""));
  }

  /** What the worker does for each event. */
  @Benchmark
  public Group group() {
    next = next + 1 == traces ? 0 : next + 1;
    return grouper.group(events[next], name -> null);
  }
}
