package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
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

    byte[] compressed = Compression.gzip(zeros, noise, zeros);

    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      assertThat(gzip.readAllBytes()).isEqualTo(whole.toByteArray());
    }
  }
}
