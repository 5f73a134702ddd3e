package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.ClientReport;
import dev.whorl.protocol.Discarded;
import dev.whorl.protocol.EncodedEvent;
import dev.whorl.testing.ManualClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeliveryTest {
  private final RecordingAccounting accounting = new RecordingAccounting();
  private final MemoryOutbox outbox = new MemoryOutbox(1 << 20, accounting);
  private final ManualClock clock = new ManualClock();
  private final RateLimits limits = new RateLimits(clock, InstantSource.system());
  private final ClientReport report = new ClientReport();
  private Delivery delivery;

  @AfterEach
  void stop() {
    if (delivery != null) {
      delivery.close(System.nanoTime());
    }
  }

  @Test
  void allEvents_areSentOnceAndThreadsEnd() {
    FakeSender sender = FakeSender.delivering();
    start(sender, 4);
    for (int i = 0; i < 1_000; i++) {
      outbox.put(Events.event(i));
    }

    assertThat(delivery.close(inSeconds(10))).isZero();
    assertThat(sender.sent)
        .hasSize(1_000)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 1_000).mapToObj(i -> "{\"n\":" + i + "}").toList());
    assertThat(accounting.delivered).hasValue(1_000);
    assertThat(accounting.dropped).isEmpty();
    assertThat(sender.closed).isTrue();
    assertThat(senderThreads()).isEmpty();
  }

  @Test
  void refusedEvent_isCountedWithItsReasonAndDetailAndNotSentAgain() {
    FakeSender sender = FakeSender.refusing(DropReason.REJECTED);
    start(sender, 1);
    outbox.put(Events.event(1));
    delivery.close(inSeconds(10));

    assertThat(accounting.dropped).containsExactly(DropReason.REJECTED);
    assertThat(accounting.details).containsExactly("no");
    assertThat(sender.sent).hasSize(1);
  }

  @Test
  void throwingSender_losesOnlyTheEventItThrewOn() {
    FakeSender sender =
        new FakeSender(
            event -> {
              if (event.equals("{\"n\":0}")) {
                throw new StackOverflowError("in the client");
              }
              return new Sender.Result.Delivered();
            });
    start(sender, 1);
    outbox.put(Events.event(0));
    outbox.put(Events.event(1));
    delivery.close(inSeconds(10));

    assertThat(accounting.delivered).hasValue(1);
    assertThat(accounting.dropped).containsExactly(DropReason.INTERNAL_ERROR);
    assertThat(accounting.details).containsExactly("java.lang.StackOverflowError");
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void requestThatHangs_holdsUpNoOther() {
    CountDownLatch hung = new CountDownLatch(1);
    FakeSender sender = FakeSender.delivering();
    start(sender, 2);
    outbox.put(Events.event(0));
    await().until(() -> accounting.delivered.get() == 1);
    sender.answer(
        event -> {
          if (event.equals("{\"n\":1}")) {
            await().until(() -> hung.getCount() == 0);
          }
          return new Sender.Result.Delivered();
        });
    for (int i = 1; i <= 100; i++) {
      outbox.put(Events.event(i));
    }

    await().until(() -> accounting.delivered.get() == 100);
    hung.countDown();
    await().until(() -> accounting.delivered.get() == 101);
  }

  @Test
  void failedEvent_isSentAgainWhenItsTimeHasCome() {
    FakeSender sender = FakeSender.failing();
    start(sender, 1);
    outbox.put(Events.event(1));
    await().until(() -> accounting.retried.get() == 1);
    assertThat(sender.sent).hasSize(1);
    sender.answer(event -> new Sender.Result.Delivered());
    pass(Duration.ofSeconds(4));

    await().until(() -> accounting.delivered.get() == 1);
    assertThat(sender.sent).hasSize(2);
  }

  @Test
  void eventInMemory_isGivenUpAfterFiveRetries() {
    FakeSender sender = FakeSender.failing();
    RandomGenerator noPause = () -> 0;
    delivery = delivery(sender, 1, clock, noPause);
    delivery.start();
    outbox.put(Events.event(1));

    await().until(() -> accounting.dropped.size() == 1);
    assertThat(accounting.dropped).containsExactly(DropReason.NETWORK);
    assertThat(accounting.details).containsExactly("nobody there");
    assertThat(accounting.retried).hasValue(5);
    assertThat(sender.sent).hasSize(6);
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void eventInMemory_isGivenUpAfterTwoMinutes() {
    FakeSender sender = FakeSender.failing();
    start(sender, 1);
    outbox.put(Events.event(1));
    await().until(() -> accounting.retried.get() == 1);
    pass(Duration.ofSeconds(121));

    await().until(() -> accounting.dropped.size() == 1);
    assertThat(sender.sent).hasSize(2);
  }

  @Test
  void serverInTrouble_isLeftAlone() {
    FakeSender sender = FakeSender.failing();
    start(sender, 1);
    outbox.put(Events.event(1));
    await().until(() -> accounting.retried.get() == 1);
    for (int i = 2; i < 100; i++) {
      outbox.put(Events.event(i));
    }
    for (int i = 0; i < 100; i++) {
      delivery.wakeAll();
    }

    // Were it asked for each of them, a hundred wakings would have sent more than this.
    assertThat(sender.sent).hasSizeLessThanOrEqualTo(2);
    assertThat(outbox.waiting()).isEqualTo(99);
  }

  @Test
  void whatComesWhileLimited_isDroppedAndReportedToNobodyElse() {
    FakeSender sender = FakeSender.delivering();
    limits.update(429, null, "30");
    start(sender, 1);
    outbox.put(Events.event(1));
    await().until(() -> accounting.dropped.size() == 1);
    assertThat(accounting.dropped).containsExactly(DropReason.RATE_LIMITED);
    assertThat(accounting.countedByServer).isEmpty();
    pass(Duration.ofSeconds(31));
    outbox.put(Events.event(2));

    await().until(() -> accounting.delivered.get() == 1);
    assertThat(sender.sent).containsExactly("{\"n\":2}");
  }

  @Test
  void report_ridesAlongAndIsPutBackIfItsCarrierFails() {
    FakeSender sender = FakeSender.failing();
    report.count(DropReason.QUEUE_FULL, 7);
    start(sender, 1);
    outbox.put(Events.event(1));
    await().until(() -> accounting.retried.get() == 1);
    assertThat(report.isEmpty()).isFalse();
    sender.answer(event -> new Sender.Result.Delivered());
    pass(Duration.ofSeconds(5));

    await().until(() -> accounting.delivered.get() == 1);
    assertThat(sender.reports).containsExactly(new Discarded(Map.of(DropReason.QUEUE_FULL, 7L)));
    assertThat(report.isEmpty()).isTrue();
  }

  @Test
  void serverThatRefusesReports_losesOneEventAndNotAllThatFollow() {
    boolean[] alone = new boolean[1];
    Sender picky =
        new Sender() {
          @Override
          public Result send(EncodedEvent event, Discarded discarded) {
            alone[0] |= event == null;
            return discarded == null
                ? new Result.Delivered()
                : new Result.Refused(DropReason.REJECTED, "no such item", false);
          }

          @Override
          public void cancel() {}

          @Override
          public void close() {}
        };
    report.count(DropReason.SAMPLED, 1);
    delivery = delivery(picky, 1, clock, new SplittableRandom(1));
    delivery.start();
    for (int i = 0; i < 5; i++) {
      outbox.put(Events.event(i));
    }

    await().until(() -> accounting.all() == 5);
    assertThat(accounting.delivered).hasValue(4);
    delivery.close(inSeconds(10));
    assertThat(alone[0]).isTrue();
    assertThat(report.isEmpty()).isTrue();
  }

  @Test
  void serverThatFailsAgainAndAgain_isToldAndItsReturnToo() {
    FakeSender sender = FakeSender.failing();
    RandomGenerator noPause = () -> 0;
    delivery = delivery(sender, 1, clock, noPause);
    delivery.start();
    outbox.put(Events.event(1));
    await().until(() -> accounting.dropped.size() == 1);
    sender.answer(event -> new Sender.Result.Delivered());
    outbox.put(Events.event(2));
    await().until(() -> accounting.delivered.get() == 1);

    assertThat(accounting.troubles)
        .containsExactly(
            "Whorl: the server cannot take events for the moment (nobody there). Events wait in memory and are tried again");
    assertThat(accounting.reliefs).containsExactly("Whorl: the server takes events again");
  }

  @Test
  void errorAfterTheRequest_costsThatEventOnly() {
    AtomicInteger asked = new AtomicInteger();
    RandomGenerator broken =
        () -> {
          if (asked.getAndIncrement() == 0) {
            throw new OutOfMemoryError("test");
          }
          return 0;
        };
    FakeSender sender = FakeSender.failing();
    delivery = delivery(sender, 1, clock, broken);
    delivery.start();
    outbox.put(Events.event(1));
    await().until(() -> accounting.dropped.size() == 1);
    sender.answer(event -> new Sender.Result.Delivered());
    outbox.put(Events.event(2));

    await().until(() -> accounting.delivered.get() == 1);
    assertThat(accounting.dropped).containsExactly(DropReason.INTERNAL_ERROR);
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void strangersInterrupt_endsNoSender() {
    FakeSender sender = FakeSender.delivering();
    start(sender, 2);
    for (int i = 0; i < 20; i++) {
      senderThreads().forEach(Thread::interrupt);
      outbox.put(Events.event(i));
    }

    await().until(() -> accounting.delivered.get() == 20);
    assertThat(senderThreads()).hasSize(2);
  }

  @Test
  void eventThatComesAfterTheClose_isRefused() {
    start(FakeSender.delivering(), 1);
    delivery.close(inSeconds(10));

    assertThat(outbox.put(Events.event(1))).isEqualTo(new Outbox.Refusal(DropReason.CLOSED, ""));
  }

  @Test
  void reportThatFindsNoCarrier_goesOutAloneAfterAMinute() {
    FakeSender sender = FakeSender.delivering();
    start(sender, 1);
    report.count(DropReason.SAMPLED, 2);
    delivery.wakeAll();
    assertThat(sender.sent).isEmpty();
    pass(Duration.ofSeconds(60));

    await().until(() -> sender.sent.contains(FakeSender.REPORT_ONLY));
    assertThat(sender.reports).containsExactly(new Discarded(Map.of(DropReason.SAMPLED, 2L)));
  }

  @Test
  void close_sendsTheLastReport() {
    FakeSender sender = FakeSender.delivering();
    start(sender, 2);
    report.count(DropReason.SAMPLED, 2);
    delivery.close(inSeconds(10));

    assertThat(sender.sent).containsExactly(FakeSender.REPORT_ONLY);
  }

  @Test
  void close_triesWhatFailedUntilItSucceeds() {
    FakeSender sender = FakeSender.failing();
    delivery = delivery(sender, 2, System::nanoTime);
    delivery.start();
    for (int i = 0; i < 10; i++) {
      outbox.put(Events.event(i));
    }
    await().until(() -> accounting.retried.get() > 0);
    sender.answer(event -> new Sender.Result.Delivered());

    assertThat(delivery.close(inSeconds(10))).isZero();
    assertThat(accounting.delivered).hasValue(10);
  }

  @Test
  void close_givesUpWhatFailsToTheEnd() {
    FakeSender sender = FakeSender.failing();
    delivery = delivery(sender, 1, System::nanoTime);
    delivery.start();
    outbox.put(Events.event(1));
    await().until(() -> accounting.retried.get() > 0);

    assertThat(delivery.close(System.nanoTime() + Duration.ofMillis(300).toNanos())).isEqualTo(1);
    assertThat(accounting.dropped).containsExactly(DropReason.NETWORK);
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void deadline_endsAStallAndCountsAllThatIsLeft() {
    FakeSender sender = FakeSender.stalling();
    start(sender, 2);
    for (int i = 0; i < 10; i++) {
      outbox.put(Events.event(i));
    }
    await().until(() -> sender.sent.size() == 2);
    long begin = System.nanoTime();
    delivery.close(begin + Duration.ofMillis(200).toNanos());

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(190), Duration.ofSeconds(5));
    await().until(() -> accounting.all() == 10);
    assertThat(accounting.dropped).isEqualTo(Collections.nCopies(10, DropReason.CLOSED));
    assertThat(sender.sent).hasSize(2);
    assertThat(outbox.waiting()).isZero();
    await().until(() -> senderThreads().isEmpty());
  }

  @Test
  void closeWithoutTime_sendsNothingMore() {
    FakeSender sender = FakeSender.stalling();
    start(sender, 1);
    outbox.put(Events.event(1));
    outbox.put(Events.event(2));
    await().until(() -> sender.sent.size() == 1);
    delivery.close(System.nanoTime());

    await().until(() -> accounting.all() == 2);
    assertThat(accounting.dropped).containsOnly(DropReason.CLOSED);
  }

  /** An outbox on a disk that hangs. */
  private static final class HangingOutbox implements SendableOutbox {
    final CountDownLatch polled = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public Refusal put(EncodedEvent event) {
      return null;
    }

    @Override
    public Parcel poll() {
      polled.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return null;
    }

    @Override
    public void onArrival(Runnable action) {}

    @Override
    public boolean outlivesProcess() {
      return true;
    }

    @Override
    public int abandon(DropReason reason) {
      return 0;
    }

    @Override
    public boolean keep(EncodedEvent event) {
      return false;
    }

    @Override
    public long waiting() {
      return 1;
    }

    @Override
    public void close() {}
  }

  @Test
  void diskThatHangs_holdsUpNoStop() throws Exception {
    HangingOutbox hanging = new HangingOutbox();
    Delivery stuck =
        new Delivery(
            hanging,
            FakeSender.delivering(),
            limits,
            report,
            new Delivery.Options(2, false, "DeliveryTest"),
            accounting,
            clock,
            new SplittableRandom(1));
    stuck.start();
    hanging.polled.await();
    long begin = System.nanoTime();
    stuck.close(begin + Duration.ofMillis(100).toNanos());

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    hanging.goOn.countDown();
    await().until(() -> senderThreads().isEmpty());
  }

  @Test
  void closeOfADeliveryThatNeverStarted_countsWhatWaits() {
    Delivery idle = delivery(FakeSender.delivering(), 2, clock);
    outbox.put(Events.event(1));

    assertThat(idle.close(inSeconds(1))).isEqualTo(1);
    assertThat(accounting.dropped).containsExactly(DropReason.CLOSED);
  }

  @Test
  void threads_areDaemonsThatWhorlKnowsAsItsOwn() {
    start(FakeSender.delivering(), 2);

    assertThat(senderThreads())
        .hasSize(2)
        .allMatch(Thread::isDaemon)
        .allMatch(thread -> WhorlThreads.isOwn(thread.getName()));
  }

  private void start(FakeSender sender, int inFlight) {
    delivery = delivery(sender, inFlight, clock);
    delivery.start();
  }

  private Delivery delivery(FakeSender sender, int inFlight, LongSupplier nanoTime) {
    return delivery(sender, inFlight, nanoTime, new SplittableRandom(1));
  }

  private Delivery delivery(
      Sender sender, int inFlight, LongSupplier nanoTime, RandomGenerator random) {
    return new Delivery(
        outbox,
        sender,
        limits,
        report,
        new Delivery.Options(inFlight, false, "DeliveryTest"),
        accounting,
        nanoTime,
        random);
  }

  private void pass(Duration time) {
    clock.advance(time);
    delivery.wakeAll();
  }

  private static long inSeconds(int seconds) {
    return System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
  }

  private static Set<Thread> senderThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("whorl-sender-DeliveryTest-"))
        .collect(Collectors.toSet());
  }
}
