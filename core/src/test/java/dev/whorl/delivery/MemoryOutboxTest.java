package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.DropReason;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class MemoryOutboxTest {
  private final RecordingAccounting accounting = new RecordingAccounting();
  private final MemoryOutbox outbox = new MemoryOutbox(100, accounting);

  @Test
  void events_leaveInTheOrderInWhichTheyCame() {
    outbox.put(Events.event(1));
    outbox.put(Events.event(2));

    assertThat(Events.text(outbox.poll().event())).isEqualTo("{\"n\":1}");
    assertThat(Events.text(outbox.poll().event())).isEqualTo("{\"n\":2}");
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
  void eventBeingSent_stillTakesRoom() {
    outbox.put(Events.ofBytes(60));
    Parcel taken = outbox.poll();

    assertThat(outbox.put(Events.ofBytes(60))).isNotNull();
    assertThat(outbox.waiting()).isEqualTo(1);
    taken.ended();
    assertThat(outbox.waiting()).isZero();
    assertThat(outbox.put(Events.ofBytes(60))).isNull();
  }

  @Test
  void arrival_isTold() {
    AtomicInteger arrivals = new AtomicInteger();
    outbox.onArrival(arrivals::incrementAndGet);
    outbox.put(Events.event(1));
    outbox.put(Events.ofBytes(200));

    assertThat(arrivals).hasValue(1);
  }

  @Test
  void closedOutbox_takesNothingButHandsOutWhatItHas() {
    outbox.put(Events.event(1));
    outbox.close();

    assertThat(outbox.put(Events.event(2))).isEqualTo(new Outbox.Refusal(DropReason.CLOSED, ""));
    assertThat(outbox.poll()).isNotNull();
    assertThat(outbox.poll()).isNull();
  }

  @Test
  void abandon_givesUpOnlyWhatIsNotBeingSent() {
    for (int i = 0; i < 3; i++) {
      outbox.put(Events.event(i));
    }
    outbox.poll();

    assertThat(outbox.abandon(DropReason.CLOSED)).isEqualTo(2);
    assertThat(accounting.dropped).containsExactly(DropReason.CLOSED, DropReason.CLOSED);
    assertThat(outbox.waiting()).isEqualTo(1);
    assertThat(outbox.put(Events.event(3))).isEqualTo(new Outbox.Refusal(DropReason.CLOSED, ""));
  }
}
