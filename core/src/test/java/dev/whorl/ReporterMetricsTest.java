package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.ReporterMetrics.Step;
import dev.whorl.ReporterMetrics.StepTime;
import dev.whorl.event.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReporterMetricsTest {
  private final AtomicLong waiting = new AtomicLong();
  private final ReporterMetrics metrics = new ReporterMetrics(waiting::get);

  @Test
  void suppressed_areTheDropsOfTheGroupLimit() {
    metrics.countDropped(DropReason.GROUP_LIMIT, 41);
    metrics.countDropped(DropReason.GROUP_LIMIT, 1);
    metrics.countDropped(DropReason.SAMPLED, 3);

    assertThat(metrics.suppressed()).isEqualTo(42);
    assertThat(metrics.dropped())
        .isEqualTo(Map.of(DropReason.GROUP_LIMIT, 42L, DropReason.SAMPLED, 3L));
  }

  @Test
  void countOfALoss_givesHowManyThereWere() {
    assertThat(metrics.countDropped(DropReason.NETWORK, 1)).isZero();
    assertThat(metrics.countDropped(DropReason.NETWORK, 8)).isEqualTo(1);
    assertThat(metrics.countDropped(DropReason.NETWORK, 1)).isEqualTo(9);
    assertThat(metrics.countDropped(DropReason.REJECTED, 1)).isZero();
    assertThat(metrics.countRecoveryLosses(5)).isZero();
    assertThat(metrics.countRecoveryLosses(1)).isEqualTo(5);
    assertThat(metrics.countHookFailure()).isZero();
    assertThat(metrics.countHookFailure()).isEqualTo(1);
  }

  @Test
  void eventsOfEarlierRuns_areInNoBinOfThisOne() {
    metrics.countRecovered(7);
    metrics.countRecoveryLosses(2);

    assertThat(metrics.recovered()).isEqualTo(7);
    assertThat(metrics.recoveryLosses()).isEqualTo(2);
    assertThat(metrics.logged()).isZero();
    assertThat(metrics.delivered()).isZero();
    assertThat(metrics.dropped()).isEmpty();
  }

  @Test
  void times_addUpAndKeepTheSlowest() {
    metrics.record(Step.SEND, 2_000);
    metrics.record(Step.SEND, 5_000);
    metrics.record(Step.SEND, 1_000);

    assertThat(metrics.time(Step.SEND))
        .isEqualTo(new StepTime(3, Duration.ofNanos(8_000), Duration.ofNanos(5_000)));
    assertThat(metrics.time(Step.ENCODE)).isEqualTo(new StepTime(0, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void countsOfManyThreads_areExact() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int event = 1; event <= 1_000; event++) {
                  metrics.countLogged();
                  metrics.countRetry();
                  metrics.countDropped(DropReason.QUEUE_FULL, 1);
                  metrics.record(Step.GROUP, event);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(metrics.logged()).isEqualTo(8_000);
    assertThat(metrics.retries()).isEqualTo(8_000);
    assertThat(metrics.dropped(DropReason.QUEUE_FULL)).isEqualTo(8_000);
    long total = 8 * LongStream.rangeClosed(1, 1_000).sum();
    assertThat(metrics.time(Step.GROUP))
        .isEqualTo(new StepTime(8_000, Duration.ofNanos(total), Duration.ofNanos(1_000)));
  }

  @Test
  void text_namesDropsAndWhatWasRecoveredIfThereWasAny() {
    metrics.countLogged();
    metrics.countLogged();
    metrics.countDelivered();
    waiting.set(1);
    assertThat(metrics).hasToString("2 logged, 1 delivered, none dropped, 1 waiting");

    waiting.set(0);
    metrics.countDropped(DropReason.GROUP_LIMIT, 1);
    metrics.countRecovered(12);
    assertThat(metrics)
        .hasToString(
            "2 logged, 1 delivered, 1 group_limit dropped, 0 waiting, 12 recovered from earlier runs");
  }
}
