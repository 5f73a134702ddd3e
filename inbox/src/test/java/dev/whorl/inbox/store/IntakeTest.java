package dev.whorl.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final Duration SHORT = Duration.ofMillis(5);

  private static Job job() {
    return new Job.Settle(new CompletableFuture<>());
  }

  private static Job job(int bytes) {
    return new Job.Add(Events.event(1, "a").build(), new byte[bytes], new CompletableFuture<>());
  }

  @Test
  void fullIntake_saysThatItIsBusy() throws InterruptedException {
    Intake intake = new Intake(2, 1000, SHORT);
    intake.put(job());
    intake.put(job());

    assertThatExceptionOfType(BusyException.class)
        .isThrownBy(() -> intake.put(job()))
        .withMessageContaining("2 events wait");
    assertThat(intake.take(1, Duration.ZERO)).hasSize(1);
    intake.put(job());
    assertThat(intake.take(10, Duration.ZERO)).hasSize(2);
    assertThat(intake.isIdle()).isTrue();
  }

  @Test
  void bytes_areBounded_butOneLargeJobPasses() throws InterruptedException {
    Intake intake = new Intake(100, 10_000, SHORT);
    intake.put(job(50_000));

    assertThatExceptionOfType(BusyException.class).isThrownBy(() -> intake.put(job(10)));
    assertThat(intake.take(10, Duration.ZERO)).hasSize(1);
    intake.put(job(4000));
    intake.put(job(2000));
    assertThatExceptionOfType(BusyException.class).isThrownBy(() -> intake.put(job(4000)));
  }

  @Test
  void waitingForRoom_endsWhenThereIsSome() throws InterruptedException {
    Intake intake = new Intake(1, 1000, Duration.ofSeconds(30));
    intake.put(job());
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> intake.put(job()));

    int taken = 0;
    while (taken < 2) {
      taken += intake.take(1, Duration.ofSeconds(30)).size();
    }

    assertThat(second).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void closedIntake_takesNothing_butGivesWhatItHas() throws InterruptedException {
    Intake intake = new Intake(10, 1000, SHORT);
    intake.put(job());
    intake.close();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> intake.put(job()))
        .withMessageContaining("closed");
    assertThat(intake.isDrained()).isFalse();
    List<Job> rest = intake.take(10, Duration.ZERO);
    assertThat(rest).hasSize(1);
    assertThat(intake.isDrained()).isTrue();
    assertThat(intake.isIdle()).isFalse();
  }
}
