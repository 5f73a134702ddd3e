package dev.whorl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.DropReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ClientReportTest {
  private final ClientReport report = new ClientReport();

  @Test
  void nothingCounted_isNothingToTake() {
    assertThat(report.isEmpty()).isTrue();
    assertThat(report.take()).isNull();
    report.count(DropReason.CLOSED, 0);
    assertThat(report.isEmpty()).isTrue();
    assertThat(report.take()).isNull();
  }

  @Test
  void take_givesTheNumbersOnce() {
    report.count(DropReason.NETWORK, 1);
    report.count(DropReason.GROUP_LIMIT, 40);
    report.count(DropReason.GROUP_LIMIT, 2);

    assertThat(report.isEmpty()).isFalse();
    assertThat(report.take())
        .isEqualTo(new Discarded(Map.of(DropReason.NETWORK, 1L, DropReason.GROUP_LIMIT, 42L)));
    assertThat(report.isEmpty()).isTrue();
    assertThat(report.take()).isNull();
  }

  @Test
  void putBack_addsToWhatWasCountedMeanwhile() {
    report.count(DropReason.NETWORK, 1);
    Discarded taken = report.take();
    report.count(DropReason.NETWORK, 2);
    report.count(DropReason.SAMPLED, 3);
    report.putBack(taken);

    assertThat(report.take())
        .isEqualTo(new Discarded(Map.of(DropReason.NETWORK, 3L, DropReason.SAMPLED, 3L)));
  }

  @Test
  void moreThanAServerReads_isTakenInParts() {
    long events = 2 * ClientReport.MOST_AT_ONCE + 5;
    report.count(DropReason.GROUP_LIMIT, events);

    List<Long> parts = new ArrayList<>();
    for (Discarded taken = report.take(); taken != null; taken = report.take()) {
      parts.add(taken.events().get(DropReason.GROUP_LIMIT));
    }
    assertThat(parts).containsExactly(ClientReport.MOST_AT_ONCE, ClientReport.MOST_AT_ONCE, 5L);
  }

  @Test
  void manyThreads_loseAndDoubleNothing() throws Exception {
    AtomicLong arrived = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> counting = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        counting.add(
            threads.submit(
                () ->
                    Collections.nCopies(50_000, DropReason.CLOSED)
                        .forEach(r -> report.count(r, 1))));
        counting.add(threads.submit(() -> take(20_000, arrived)));
      }
      for (Future<?> done : counting) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    take(1, arrived);

    assertThat(arrived).hasValue(100_000);
    assertThat(report.isEmpty()).isTrue();
  }

  /** Every second report does not arrive. */
  private void take(int times, AtomicLong arrived) {
    for (int i = 0; i < times; i++) {
      Discarded taken = report.take();
      if (taken != null && i % 2 == 1) {
        report.putBack(taken);
      } else if (taken != null) {
        arrived.addAndGet(taken.events().get(DropReason.CLOSED));
      }
    }
  }
}
