package dev.whorl.benchmarks;

import dev.whorl.grouping.MessageTemplate;
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
import org.openjdk.jmh.infra.Blackhole;

/** Finding the parameters in messages: 100 typical ones, and hostile ones of a megabyte. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MessageBenchmark {
  private final String[] messages = new String[100];

  @Setup
  public void prepare() {
    for (int i = 0; i < messages.length; i++) {
      messages[i] = SampleMessages.typical(i);
    }
  }

  /** Time for all 100. */
  @Benchmark
  public void typical(Blackhole hole) {
    for (String message : messages) {
      hole.consume(MessageTemplate.of(message));
    }
  }

  /** A text of a megabyte that repeats what scanners stumble over. */
  @State(Scope.Benchmark)
  public static class Hostile {
    @Param({"1", "a", "1.", "a.", "ab-", "a@", "2026-", "1:", "0x", "e", "deadbeef", " ", "=", "{"})
    public String piece;

    private String text;

    @Setup
    public void prepare() {
      text = piece.repeat((1 << 20) / piece.length());
    }
  }

  @Benchmark
  public String hostile(Hostile hostile) {
    return MessageTemplate.of(hostile.text);
  }
}
