package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whorl.event.DropReason;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeliveryTest {
  private final MemoryOutbox outbox = new MemoryOutbox(1 << 20);
  private final RecordingAccounting accounting = new RecordingAccounting();

  @Test
  void allEvents_areSentOnceAndThreadsEnd() {
    FakeSender sender = FakeSender.delivering();
    Delivery delivery = start(sender, 4);
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
  void refusedEvent_isCountedWithItsReasonAndDetail() {
    Delivery delivery = start(FakeSender.refusing(DropReason.RATE_LIMITED), 1);
    outbox.put(Events.event(1));
    delivery.close(inSeconds(10));

    assertThat(accounting.dropped).containsExactly(DropReason.RATE_LIMITED);
    assertThat(accounting.details).containsExactly("no");
  }

  @Test
  void throwingSender_losesOnlyTheEventItThrewOn() {
    FakeSender sender =
        new FakeSender(
            event -> {
              if (event.equals("{\"n\":0}")) {
                throw new StackOverflowError("in the client");
              }
              return Sender.Result.DELIVERED;
            });
    Delivery delivery = start(sender, 1);
    outbox.put(Events.event(0));
    outbox.put(Events.event(1));
    delivery.close(inSeconds(10));

    assertThat(accounting.delivered).hasValue(1);
    assertThat(accounting.dropped).containsExactly(DropReason.INTERNAL_ERROR);
    assertThat(accounting.details).containsExactly("java.lang.StackOverflowError: in the client");
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void deadline_endsAStallAndCountsAllThatIsLeft() {
    FakeSender sender = FakeSender.stalling();
    Delivery delivery = start(sender, 2);
    for (int i = 0; i < 10; i++) {
      outbox.put(Events.event(i));
    }
    await().until(() -> sender.sent.size() == 2);
    long begin = System.nanoTime();
    int left = delivery.close(begin + Duration.ofMillis(200).toNanos());

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(190), Duration.ofSeconds(5));
    assertThat(left).isEqualTo(10);
    await().until(() -> accounting.all() == 10);
    assertThat(accounting.dropped).isEqualTo(Collections.nCopies(10, DropReason.CLOSED));
    assertThat(sender.sent).hasSize(2);
    assertThat(outbox.waiting()).isZero();
    await().until(() -> senderThreads().isEmpty());
  }

  @Test
  void closeWithoutTime_sendsNothingMore() {
    FakeSender sender = FakeSender.stalling();
    Delivery delivery = start(sender, 1);
    outbox.put(Events.event(1));
    outbox.put(Events.event(2));
    await().until(() -> sender.sent.size() == 1);

    assertThat(delivery.close(System.nanoTime())).isEqualTo(2);
    await().until(() -> accounting.all() == 2);
    assertThat(accounting.dropped).containsOnly(DropReason.CLOSED);
  }

  @Test
  void closeOfADeliveryThatNeverStarted_countsWhatWaits() {
    Delivery delivery = new Delivery(outbox, FakeSender.delivering(), 2, "test", accounting);
    outbox.put(Events.event(1));

    assertThat(delivery.close(inSeconds(1))).isEqualTo(1);
    assertThat(accounting.dropped).containsExactly(DropReason.CLOSED);
  }

  @Test
  void threads_areDaemonsThatWhorlKnowsAsItsOwn() {
    Delivery delivery = start(FakeSender.delivering(), 2);

    assertThat(senderThreads())
        .hasSize(2)
        .allMatch(Thread::isDaemon)
        .allMatch(thread -> WhorlThreads.isOwn(thread.getName()));
    delivery.close(inSeconds(10));
  }

  private Delivery start(FakeSender sender, int inFlight) {
    Delivery delivery = new Delivery(outbox, sender, inFlight, "DeliveryTest", accounting);
    delivery.start();
    return delivery;
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
