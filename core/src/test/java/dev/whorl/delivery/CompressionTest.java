package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
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
