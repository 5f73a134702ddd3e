package dev.whorl.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whorl.inbox.web.BodySlots.NoneFreeException;
import dev.whorl.inbox.web.DeadlineStream.TooSlowException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineStreamTest {
  private final BodySlots slots = new BodySlots(1, 0);
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

  @Test
  void bodyThatComesInTimeIsRead() throws IOException {
    DeadlineStream body = body();
    clock.addAndGet(10);

    assertThat(body.readAllBytes()).hasSize(3);
  }

  @Test
  void bodyThatComesLateIsGivenUp() throws IOException {
    DeadlineStream body = body();
    assertThat(body.read()).isEqualTo(1);
    clock.addAndGet(11);

    assertThatThrownBy(body::read).isInstanceOf(TooSlowException.class);
    assertThatThrownBy(() -> body.read(new byte[1], 0, 1)).isInstanceOf(TooSlowException.class);
  }

  @Test
  void bodyHasASlotFromItsFirstByteToItsLast() throws IOException {
    DeadlineStream first = body();
    DeadlineStream second = body();
    assertThat(first.read()).isEqualTo(1);

    assertThatThrownBy(second::read).isInstanceOf(NoneFreeException.class);
    assertThat(first.readAllBytes()).hasSize(2);
    assertThat(body().readAllBytes()).hasSize(3);
  }

  @Test
  void bodyThatIsNotReadToItsEndGivesItsSlotBackOnce() throws IOException {
    DeadlineStream first = body();
    assertThat(first.read()).isEqualTo(1);
    first.done();
    first.done();

    assertThat(body().read()).isEqualTo(1);
    assertThatThrownBy(() -> body().read()).isInstanceOf(NoneFreeException.class);
  }

  private DeadlineStream body() {
    return new DeadlineStream(
        new ByteArrayInputStream(new byte[] {1, 2, 3}), clock::get, 10, slots);
  }
}
