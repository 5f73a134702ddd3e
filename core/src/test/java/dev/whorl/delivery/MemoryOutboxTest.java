package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class MemoryOutboxTest {
  private final MemoryOutbox outbox = new MemoryOutbox(100);

  @Test
  void events_leaveInTheOrderInWhichTheyCame() throws Exception {
    outbox.put(Events.event(1));
    outbox.put(Events.event(2));

    assertThat(Events.text(outbox.take())).isEqualTo("{\"n\":1}");
    assertThat(Events.text(outbox.take())).isEqualTo("{\"n\":2}");
  }

  @Test
  void fullOutbox_refusesTheNewestAndSaysWhy() {
    assertThat(outbox.put(Events.ofBytes(60))).isNull();
    assertThat(outbox.put(Events.ofBytes(40))).isNull();
    assertThat(outbox.put(Events.ofBytes(10)))
        .isEqualTo(
            new Outbox.Refusal(
                DropReason.MEMORY_FULL, "2 events wait to be sent; memoryMaxBytes is 100"));
    assertThat(outbox.waiting()).isEqualTo(2);
  }

  @Test
  void eventBeingSent_stillTakesRoom() throws Exception {
    outbox.put(Events.ofBytes(60));
    EncodedEvent taken = outbox.take();

    assertThat(outbox.put(Events.ofBytes(60))).isNotNull();
    assertThat(outbox.waiting()).isEqualTo(1);
    outbox.done(taken);
    assertThat(outbox.waiting()).isZero();
    assertThat(outbox.put(Events.ofBytes(60))).isNull();
  }

  @Test
  void take_waitsForAnEvent() throws Exception {
    CompletableFuture<String> taken = new CompletableFuture<>();
    Thread taker = taker(taken);
    await().until(() -> taker.getState() == Thread.State.WAITING);
    outbox.put(Events.event(1));

    assertThat(taken.get(5, TimeUnit.SECONDS)).isEqualTo("{\"n\":1}");
    taker.join();
  }

  @Test
  void close_wakesThoseThatWait() throws Exception {
    CompletableFuture<String> taken = new CompletableFuture<>();
    Thread taker = taker(taken);
    await().until(() -> taker.getState() == Thread.State.WAITING);
    outbox.close();

    assertThat(taken.get(5, TimeUnit.SECONDS)).isEqualTo("nothing");
    taker.join();
  }

  @Test
  void closedOutbox_takesNothingButHandsOutWhatItHas() throws Exception {
    outbox.put(Events.event(1));
    outbox.close();

    assertThat(outbox.put(Events.event(2))).isEqualTo(new Outbox.Refusal(DropReason.CLOSED, ""));
    assertThat(outbox.take()).isNotNull();
    assertThat(outbox.take()).isNull();
  }

  @Test
  void clear_takesOutOnlyWhatIsNotBeingSent() throws Exception {
    for (int i = 0; i < 3; i++) {
      outbox.put(Events.event(i));
    }
    outbox.take();

    assertThat(outbox.clear()).extracting(Events::text).containsExactly("{\"n\":1}", "{\"n\":2}");
    assertThat(outbox.waiting()).isEqualTo(1);
    assertThat(outbox.put(Events.ofBytes(90))).isNull();
  }

  private Thread taker(CompletableFuture<String> taken) {
    Thread taker =
        new Thread(
            () -> {
              try {
                EncodedEvent event = outbox.take();
                taken.complete(event == null ? "nothing" : Events.text(event));
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    taker.start();
    return taker;
  }
}
