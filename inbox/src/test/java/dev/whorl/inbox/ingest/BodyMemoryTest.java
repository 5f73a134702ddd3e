package dev.whorl.inbox.ingest;

import static dev.whorl.inbox.ingest.Bodies.gzip;
import static dev.whorl.inbox.ingest.Bodies.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
  private static final int UNITS = 64;

  private final BodyMemory memory = new BodyMemory((long) UNITS * BodyMemory.UNIT, 0);
  private final ContentDecoding decoding = new ContentDecoding();

  @Test
  void bodyThatFindsNoMemoryIsToldToComeAgain_andThenFindsIt() throws Exception {
    byte[] half = gzip(new byte[(UNITS / 2 + 1) * BodyMemory.UNIT]);
    BodyMemory.Share first = memory.share();
    decode(half, "gzip", first);

    try (BodyMemory.Share second = memory.share()) {
      RefusedException refused = refusal(() -> decode(half, "gzip", second));
      assertThat(refused.refusal()).isEqualTo(Refusal.BUSY);
      assertThat(refused.status()).isEqualTo(503);
    }
    first.close();
    first.close();

    try (BodyMemory.Share third = memory.share()) {
      decode(half, "gzip", third);
    }
    assertThat(free()).isEqualTo(UNITS);
  }

  @Test
  void bodyThatNeedsMoreThanThereIs_isTooLarge() {
    try (BodyMemory.Share share = memory.share()) {
      RefusedException refused =
          refusal(() -> decode(gzip(new byte[UNITS * BodyMemory.UNIT]), "gzip", share));
      assertThat(refused.refusal()).isEqualTo(Refusal.BODY_TOO_LARGE);
      assertThat(refused.reason()).contains("-Xmx");
    }
    assertThat(free()).isEqualTo(UNITS);
  }

  @Test
  void whatWasSent_isGivenBackOnceItIsDecoded() throws Exception {
    try (BodyMemory.Share share = memory.share()) {
      decode(gzip(gzip(new byte[10 * BodyMemory.UNIT])), "gzip, gzip", share);
      assertThat(free()).isEqualTo(UNITS - 11);
    }
    assertThat(free()).isEqualTo(UNITS);
  }

  @Test
  void bodyWaitsForOthersAWhile() throws Exception {
    BodyMemory patient = new BodyMemory(BodyMemory.UNIT, TimeUnit.MINUTES.toNanos(1));
    BodyMemory.Share first = patient.share();
    first.take();

    CompletableFuture<Void> second =
        CompletableFuture.runAsync(
            () -> {
              try (BodyMemory.Share share = patient.share()) {
                share.take();
              } catch (RefusedException e) {
                throw new IllegalStateException(e);
              }
            });
    first.close();

    second.get(30, TimeUnit.SECONDS);
  }

  private void decode(byte[] body, String header, BodyMemory.Share share) throws Exception {
    decoding.receive(new ByteArrayInputStream(body), header, share).decoded();
  }

  private int free() {
    List<BodyMemory.Share> taken = new ArrayList<>();
    try {
      while (true) {
        BodyMemory.Share share = memory.share();
        share.take();
        taken.add(share);
      }
    } catch (RefusedException e) {
      return taken.size();
    } finally {
      taken.forEach(BodyMemory.Share::close);
    }
  }
}
