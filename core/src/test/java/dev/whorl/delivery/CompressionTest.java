package dev.whorl.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogMessage;
import dev.whorl.event.Severity;
import dev.whorl.protocol.EncodedEvent;
import dev.whorl.protocol.EventEncoder;
import dev.whorl.testing.Calls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 15_000, 1_000_000})
  void partsOfAnyKind_comeBackAsOne(int length) throws Exception {
    Random random = new Random(length);
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    byte[] zeros = new byte[length];
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(zeros);
    whole.writeBytes(noise);
    whole.writeBytes(zeros);

    try (Compression compression = new Compression()) {
      assertThat(plain(compression.gzip(zeros, noise, zeros))).isEqualTo(whole.toByteArray());
      // With what it worked with before.
      assertThat(plain(compression.gzip(noise))).isEqualTo(noise);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 8_000, 100_000})
  void packedEventBetweenOtherTexts_comesBackInItsPlace(int length) throws Exception {
    // In all three the same texts, which would be referred to if that were allowed.
    byte[] text = "{\"message\":\"order 17\"}\n".repeat(length / 20).getBytes(UTF_8);
    EncodedEvent event =
        new EventEncoder(true)
            .encode(
                ErrorEvent.builder(Calls.NOON, Severity.ERROR)
                    .message(new LogMessage(null, "x".repeat(Math.min(length, 8_000)), List.of()))
                    .build());
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(text);
    whole.writeBytes(event.json());
    whole.writeBytes(text);

    try (Compression compression = new Compression()) {
      for (int i = 0; i < 3; i++) {
        assertThat(plain(compression.gzip(text, event.packed(), text)))
            .isEqualTo(whole.toByteArray());
      }
    }
  }

  @Test
  void sumsOfTwoTexts_giveThatOfBoth() {
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      byte[] both = new byte[random.nextInt(1 << random.nextInt(1, 18))];
      random.nextBytes(both);
      int border = random.nextInt(both.length + 1);

      int joined =
          JoinedSum.of(sum(both, 0, border), sum(both, border, both.length), both.length - border);

      assertThat(joined).isEqualTo(sum(both, 0, both.length));
    }
  }

  private static int sum(byte[] bytes, int from, int to) {
    CRC32 sum = new CRC32();
    sum.update(bytes, from, to - from);
    return (int) sum.getValue();
  }

  @Test
  void afterTheEnd_itStillWorks() throws Exception {
    Compression compression = new Compression();
    compression.gzip(new byte[10]);

    compression.close();

    assertThat(plain(compression.gzip(new byte[10]))).isEqualTo(new byte[10]);
  }

  private static byte[] plain(byte[] compressed) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return gzip.readAllBytes();
    }
  }
}
