package dev.whorl.inbox.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.inbox.preview.PreviewJob.Progress;
import dev.whorl.inbox.preview.PreviewJob.State;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreviewJobsTest {
  private static final int EVENTS = 1000;

  private final AtomicLong nanos = new AtomicLong();
  private final PreviewJobs jobs = new PreviewJobs(nanos::get);
  private final Events events = new Events();

  /** As many events as the test lets through. */
  private static final class Events implements EventSource {
    private final Semaphore let = new Semaphore(0);
    private final CountDownLatch begun = new CountDownLatch(1);

    @Override
    public void visit(Visitor visitor) throws IOException {
      begun.countDown();
      for (int i = 0; i < EVENTS; i++) {
        let.acquireUninterruptibly();
        byte[] json = ("{\"message\":\"red\",\"tags\":{\"n\":\"" + i % 2 + "\"}}").getBytes(UTF_8);
        if (!visitor.event("event " + i, json)) {
          return;
        }
      }
    }

    @Override
    public long total() {
      return EVENTS;
    }

    void letAll() {
      let.release(EVENTS);
    }
  }

  @AfterEach
  void end() {
    events.letAll();
    jobs.close();
  }

  @Test
  void job_tellsHowFarItIsAndThenItsResult() {
    PreviewJob job = start();
    assertThat(job.progress().state()).isEqualTo(State.RUNNING);

    events.let.release(500);
    await().until(() -> job.progress().done() >= 64);
    assertThat(job.progress().total()).isEqualTo(EVENTS);
    assertThat(job.progress().result()).isNull();
    events.letAll();

    await().until(() -> job.progress().state() == State.DONE);
    assertThat(job.progress().result().events()).isEqualTo(EVENTS);
    assertThat(job.progress().result().split()).hasSize(1);
    assertThat(job.progress().done()).isEqualTo(EVENTS);
    assertThat(jobs.find(job.id())).containsSame(job);
  }

  @Test
  void oneAtATime_isEnough() throws IOException {
    PreviewJob job = start();

    assertThat(jobs.start(preview(), new Events())).isEmpty();
    assertThat(jobs.run(preview(), new Events())).isEmpty();

    events.letAll();
    await().until(() -> job.progress().state() == State.DONE);
    Events more = new Events();
    more.letAll();
    assertThat(jobs.run(preview(), more)).isPresent();
  }

  @Test
  void previewThatNobodyCanEnd_endsAfterFiveMinutes() throws IOException {
    nanos.set(Long.MAX_VALUE - 1);
    EventSource slow =
        visitor -> {
          nanos.addAndGet(TimeUnit.MINUTES.toNanos(5));
          assertThat(visitor.event("event 1", "{}".getBytes(UTF_8))).isTrue();
          nanos.incrementAndGet();
          assertThat(visitor.event("event 2", "{}".getBytes(UTF_8))).isFalse();
        };

    assertThatThrownBy(() -> jobs.run(preview(), slow)).isInstanceOf(CancellationException.class);

    events.letAll();
    assertThat(jobs.run(preview(), events)).isPresent();
  }

  @Test
  void cancelledJob_makesRoomForTheNext() throws InterruptedException {
    PreviewJob job = start();
    events.begun.await();
    events.let.release(1);

    events.letAll();
    job.cancel();

    assertThat(job.progress().state()).isIn(State.CANCELLED, State.DONE);
    Optional<PreviewJob> next = jobs.start(preview(), events);
    assertThat(next).isPresent();
    assertThat(jobs.find(job.id())).isEmpty();
  }

  @Test
  void jobThatIsCancelledAtItsFirstEvent_hasNoResult() throws InterruptedException {
    PreviewJob job = start();
    events.begun.await();
    Thread cancelling = new Thread(job::cancel);
    cancelling.start();
    await().until(() -> cancelling.getState() == Thread.State.TIMED_WAITING);

    events.letAll();
    cancelling.join();

    Progress progress = job.progress();
    assertThat(progress.state()).isEqualTo(State.CANCELLED);
    assertThat(progress.result()).isNull();
    assertThat(progress.done()).isZero();
  }

  @Test
  void jobOfWhichNobodyAsks_ends() throws InterruptedException {
    PreviewJob job = start();
    events.begun.await();
    job.progress();

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(91));
    events.letAll();

    await().until(() -> jobs.find(job.id()).orElseThrow().progress().state() == State.CANCELLED);
  }

  @Test
  void jobOfWhichSomebodyAsks_goesOn() throws InterruptedException {
    PreviewJob job = start();
    events.begun.await();

    for (int i = 0; i < 5; i++) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
      assertThat(job.progress().state()).isEqualTo(State.RUNNING);
    }
    events.letAll();

    await().until(() -> job.progress().state() == State.DONE);
  }

  @Test
  void eventsThatCannotBeRead_areTold() {
    PreviewJob job =
        jobs.start(
                preview(),
                visitor -> {
                  throw new IOException("the disk is gone");
                })
            .orElseThrow();

    await().until(() -> job.progress().state() == State.FAILED);
    assertThat(job.progress().problem()).contains("the disk is gone");
    assertThat(jobs.start(preview(), events)).isPresent();
  }

  private PreviewJob start() {
    return jobs.start(preview(), events).orElseThrow();
  }

  private static Preview preview() {
    Grouper before = new Grouper(FingerprintRules.parse(""), StackTraceRules.parse(""));
    return new Preview(
        before, before.with(FingerprintRules.parse("level:* -> {{ default }}, {{ tags.n }}")));
  }
}
