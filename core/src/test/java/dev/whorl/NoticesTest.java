package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.DropReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticesTest {
  private final RecordingStatus status = new RecordingStatus();
  private final Notices notices = new Notices(status);

  @Test
  void losses_areToldAtTheFirstTenthHundredth() {
    for (int total = 1; total <= 1_234; total++) {
      notices.loss(DropReason.REJECTED, total, 1, "the server answered 403");
    }
    notices.flush();

    assertThat(status.losses)
        .containsExactly(
            "Whorl dropped an event for the first time with the reason rejected (the server answered 403); the 10th, 100th, … are told, too",
            "Whorl dropped 10 events so far with the reason rejected (latest: the server answered 403)",
            "Whorl dropped 100 events so far with the reason rejected (latest: the server answered 403)",
            "Whorl dropped 1000 events so far with the reason rejected (latest: the server answered 403)");
  }

  @Test
  void lossesOfManyAtOnce_areToldOnceIfTheyPassAPowerOfTen() {
    notices.loss(DropReason.FOLDER_LOST, 250, 250, "");
    notices.loss(DropReason.FOLDER_LOST, 999, 749, "");
    notices.loss(DropReason.FOLDER_LOST, 20_000, 19_001, "");
    notices.loss(DropReason.FOLDER_LOST, 20_000, 0, "");
    notices.flush();

    assertThat(status.losses)
        .containsExactly(
            "Whorl dropped 250 events at once for the first time with the reason folder_lost; the 1000th, 10000th, … are told, too",
            "Whorl dropped 20000 events so far with the reason folder_lost");
  }

  @Test
  void lossesOfManyThreads_areToldOnceForEachPowerOfTen() throws InterruptedException {
    ReporterMetrics metrics = new ReporterMetrics(() -> 0);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int event = 0; event < 2_000; event++) {
                  long before = metrics.countDropped(DropReason.QUEUE_FULL, 1);
                  notices.loss(DropReason.QUEUE_FULL, before + 1, 1, "");
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    notices.flush();

    assertThat(status.losses)
        .containsExactlyInAnyOrder(
            "Whorl dropped an event for the first time with the reason queue_full; the 10th, 100th, … are told, too",
            "Whorl dropped 10 events so far with the reason queue_full",
            "Whorl dropped 100 events so far with the reason queue_full",
            "Whorl dropped 1000 events so far with the reason queue_full",
            "Whorl dropped 10000 events so far with the reason queue_full");
  }

  @Test
  void suppressedEvents_areSaidToBeCountedAndAreNoError() {
    notices.loss(DropReason.GROUP_LIMIT, 1, 1, "groupLimit is 60");
    notices.loss(DropReason.GROUP_LIMIT, 10, 9, "groupLimit is 60");
    notices.flush();

    assertThat(status.losses).isEmpty();
    assertThat(status.warnings)
        .containsExactly(
            "Whorl suppressed an event for the first time with the reason group_limit, counted instead of sent (groupLimit is 60); the 10th, 100th, … are told, too",
            "Whorl suppressed 10 events so far with the reason group_limit, counted instead of sent (latest: groupLimit is 60)");
  }

  @ParameterizedTest
  @EnumSource
  void reasons_areErrorsUnlessSomebodyAskedForThem(DropReason reason) {
    notices.loss(reason, 1, 1, "");
    notices.flush();

    boolean intended =
        switch (reason) {
          case SAMPLED, BEFORE_SEND, REENTRY, GROUP_LIMIT -> true;
          default -> false;
        };
    assertThat(status.warnings).singleElement().asString().contains(reason.label());
    assertThat(status.losses).hasSize(intended ? 0 : 1);
  }

  @Test
  void repeatedTrouble_isThinned() {
    Exception cause = new IllegalStateException();
    for (int times = 1; times <= 99; times++) {
      notices.warnThinned(times, "The hook failed", cause);
    }
    notices.flush();

    assertThat(status.warnings)
        .containsExactly(
            "The hook failed; the 10th, 100th, … are told, too", "The hook failed, 10 times now");
    assertThat(status.causes).containsExactly(cause, cause);
    assertThat(status.losses).isEmpty();
  }

  @Test
  void nothing_isToldBeforeTheWorkerComesBy() {
    notices.loss(DropReason.NETWORK, 1, 1, "");
    notices.warnThinned(1, "The hook failed", null);
    notices.warnOnce("key", "A rule is broken", null);

    assertThat(status.warnings).isEmpty();
    notices.flush();
    assertThat(status.warnings).hasSize(3);
    notices.flush();
    assertThat(status.warnings).hasSize(3);
  }
}
