package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.ReporterMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The configuration is read again while the program logs. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class ReconfigurationTest {
  private static final int THREADS = 4;
  private static final int RELOADS = 10;
  private static final long PAUSE_NANOS = 10_000_000;
  private static final int MAX_CALLS = 100_000;

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  void reconfigurationUnderLoad_losesNothingUncounted(Library library) throws Exception {
    try (FaultServer one = new FaultServer();
        FaultServer other = new FaultServer();
        Candidate candidate = library.candidate()) {
      List<ReporterMetrics> reporters = new ArrayList<>();
      start(candidate, one, reporters);
      AtomicBoolean goOn = new AtomicBoolean(true);
      AtomicLong calls = new AtomicLong();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        String name = "caller " + Words.of(i);
        callers.add(new Thread(() -> log(candidate, name, goOn, calls)));
      }
      callers.forEach(Thread::start);
      for (int i = 0; i < RELOADS; i++) {
        Eventually.passes(Duration.ofMillis(100));
        start(candidate, i % 2 == 0 ? other : one, reporters);
      }
      goOn.set(false);
      for (Thread caller : callers) {
        caller.join();
      }
      candidate.stop();

      reporters.forEach(Books::assertBalanced);
      assertThat(reporters).hasSize(RELOADS + 1);
      long logged = sum(reporters, Sum.LOGGED);
      if (library == Library.LOG4J) {
        assertThat(logged).isEqualTo(calls.get());
      } else {
        // While Logback reads a configuration it has no appender that could count.
        assertThat(logged).isPositive().isLessThanOrEqualTo(calls.get());
      }
      long recovered = reporters.stream().mapToLong(ReporterMetrics::recovered).sum();
      long arrived = one.book().acknowledged().size() + (long) other.book().acknowledged().size();
      long told = sum(reporters, Sum.DELIVERED) + recovered;
      // Where the time to stop was over: a request that was cut off may have arrived all the same,
      // and what the cursor of a folder could not remember was sent again, with the same id.
      long closed = reporters.stream().mapToLong(m -> Books.dropped(m, "closed")).sum();
      long again = again(one) + again(other);
      assertThat(arrived).isBetween(told - again, told + closed);
      Books.assertNoOffence(one, other);
    }
  }

  private static long again(FaultServer server) {
    return server.book().received().stream().mapToLong(event -> event.times() - 1).sum();
  }

  private enum Sum {
    LOGGED,
    DELIVERED
  }

  private static long sum(List<ReporterMetrics> reporters, Sum what) {
    return reporters.stream()
        .mapToLong(metrics -> what == Sum.LOGGED ? metrics.logged() : metrics.delivered())
        .sum();
  }

  private void start(Candidate candidate, FaultServer server, List<ReporterMetrics> reporters) {
    Map<String, String> settings = Setup.to(server, "groupLimit", "0");
    if (reporters.size() % 3 == 2) {
      settings.put("folder", temp.resolve("folder").toString());
    }
    candidate.start(settings);
    reporters.add(candidate.metrics());
  }

  private static void log(Candidate candidate, String name, AtomicBoolean goOn, AtomicLong calls) {
    for (int i = 0; i < MAX_CALLS && goOn.get(); i++) {
      candidate.error(name);
      calls.incrementAndGet();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
