package dev.whorl.inbox.ingest;

import static dev.whorl.inbox.ingest.Bodies.gzip;
import static dev.whorl.inbox.ingest.Bodies.rawDeflate;
import static dev.whorl.inbox.ingest.Bodies.refusal;
import static dev.whorl.inbox.ingest.Bodies.utf8;
import static dev.whorl.inbox.ingest.Bodies.zlib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContentDecodingTest {
  private static final String TEXT =
      "{\"event_id\":\"0123456789abcdef0123456789abcdef\",\"message\":\"brotli bytes\"}";

  /** {@link #TEXT}, by another implementation. */
  private static final byte[] BROTLI =
      Base64.getDecoder()
          .decode(
              "G0cAoMVoc6lyn/E5rUzMYQNOwIsD8gH4HCUGvgCnYZ3BQCpt2Y7r+UGcpFleFCj8hkGyjFtXk+TeBj8=");

  /** 64 MiB of zeros, by another implementation. */
  private static final byte[] BROTLI_BOMB =
      Base64.getDecoder()
          .decode(
              "y///P/gnAOKxQCD3/o///3/wTwDEYRGA7v0f////4J8AiMMCAN37P/7//8E/ARCHBQC693/8//+D"
                  + "fwIgDgsAdO//+P//B/8EQBwWAOje//H//w/+CYA4LADQvf/L//8//BMAcVgAoHv/Bw==");

  private final ContentDecoding decoding = new ContentDecoding();
  private final BodyMemory memory = new BodyMemory(128 << 20, 0);

  static Stream<Arguments> encodings() {
    byte[] text = utf8(TEXT);
    return Stream.of(
        Arguments.of(null, text),
        Arguments.of("", text),
        Arguments.of("identity", text),
        Arguments.of("gzip", gzip(text)),
        Arguments.of(" GZip ", gzip(text)),
        Arguments.of("x-gzip", gzip(text)),
        Arguments.of("deflate", zlib(text)),
        Arguments.of("deflate", rawDeflate(text)),
        Arguments.of("br", BROTLI),
        Arguments.of("gzip, identity", gzip(text)),
        Arguments.of("deflate, gzip", gzip(zlib(text))),
        Arguments.of("br,gzip", gzip(BROTLI)));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void bodyIsDecodedAsTheHeaderSays(@Nullable String header, byte[] body) throws Exception {
    assertThat(decode(body, header)).asString().isEqualTo(TEXT);
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void beginningIsDecodedAlone(@Nullable String header, byte[] body) throws Exception {
    try (BodyMemory.Share share = memory.share()) {
      EncodedBody received = decoding.receive(new ByteArrayInputStream(body), header, share);

      assertThat(received.beginning(9)).asString().isEqualTo(TEXT.substring(0, 9));
      assertThat(received.beginning(1000)).asString().isEqualTo(TEXT);
      assertThat(received.decoded()).asString().isEqualTo(TEXT);
    }
  }

  static Stream<Arguments> compressed() {
    return encodings().filter(a -> !Arrays.equals((byte[]) a.get()[1], utf8(TEXT)));
  }

  @ParameterizedTest
  @MethodSource("compressed")
  void bodyThatEndsTooEarlyIsRefused(String header, byte[] body) {
    assertRefused(Arrays.copyOf(body, body.length - 9), header, Refusal.BROKEN_ENCODING);
  }

  @ParameterizedTest
  @CsvSource({"gzip", "deflate", "br"})
  void bodyThatIsNotEncodedIsRefused(String header) {
    assertRefused(utf8(TEXT), header, Refusal.BROKEN_ENCODING);
    assertRefused(new byte[0], header, Refusal.BROKEN_ENCODING);
    assertRefused(new byte[] {-1, -1, -1, -1, -1, -1}, header, Refusal.BROKEN_ENCODING);
  }

  @Test
  void changedBytes_areReadOrRefusedAndNothingElse() {
    for (String header : new String[] {"gzip", "deflate", "br"}) {
      byte[] good =
          switch (header) {
            case "gzip" -> gzip(utf8(TEXT));
            case "deflate" -> rawDeflate(utf8(TEXT));
            default -> BROTLI;
          };
      for (int i = 0; i < good.length * 8; i++) {
        byte[] changed = good.clone();
        changed[i / 8] ^= (byte) (1 << i % 8);
        RefusedException refused = refusal(() -> decode(changed, header));
        if (refused != null) {
          assertThat(refused.refusal()).isIn(Refusal.BROKEN_ENCODING, Refusal.BODY_TOO_LARGE);
        }
      }
    }
  }

  @Test
  void unknownEncoding_isToldWithThoseThatAreRead() {
    RefusedException refused = refusal(() -> decode(new byte[1], "zs\u0007td"));

    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.reason())
        .isEqualTo(
            "Content-Encoding is \"zs?td\"; what can be read is gzip, deflate, br and identity.");
  }

  @Test
  void moreThanTwoEncodings_areRefused() {
    assertRefused(new byte[1], "gzip, gzip, gzip", Refusal.UNKNOWN_ENCODING);
    assertRefused(new byte[1], ",".repeat(100_000), Refusal.UNKNOWN_ENCODING);
  }

  static Stream<Arguments> bombs() {
    byte[] zeros = new byte[64 << 20];
    return Stream.of(
        Arguments.of("gzip", gzip(zeros)),
        Arguments.of("deflate", zlib(zeros)),
        Arguments.of("deflate", rawDeflate(zeros)),
        Arguments.of("br", BROTLI_BOMB),
        Arguments.of("gzip, gzip", gzip(gzip(zeros))));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void bodyThatGrowsPastTheBoundIsRefused(String header, byte[] bomb) {
    RefusedException refused = refusal(() -> decode(bomb, header));

    assertThat(refused.refusal()).isEqualTo(Refusal.BODY_TOO_LARGE);
    assertThat(refused.reason())
        .isEqualTo("The decompressed body has more than 33554432 bytes; send less at once.");
  }

  @Test
  void endlessBody_isReadOnlyToTheBound() {
    CountingStream endless = new CountingStream();

    RefusedException refused =
        refusal(() -> decode(new ContentDecoding(100_000, 200_000), endless, null));

    assertThat(refused.status()).isEqualTo(413);
    assertThat(endless.read).isBetween(100_000L, 150_000L);
  }

  @Test
  void bodyOfExactlyTheBound_isTaken() throws Exception {
    byte[] body = new byte[1000];
    ContentDecoding exact = new ContentDecoding(1000, 1000);

    assertThat(decode(exact, new ByteArrayInputStream(body), null)).hasSize(1000);
    assertThat(decode(exact, new ByteArrayInputStream(gzip(body)), "gzip")).hasSize(1000);
    assertThat(
            refusal(() -> decode(exact, new ByteArrayInputStream(new byte[1001]), null)).refusal())
        .isEqualTo(Refusal.BODY_TOO_LARGE);
  }

  @Test
  void bodyThatDoesNotArrive_isNoRefusal() {
    InputStream reset =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }
        };

    assertThatThrownBy(() -> decode(decoding, reset, "gzip"))
        .isInstanceOf(IOException.class)
        .hasMessage("reset");
  }

  private void assertRefused(byte[] body, String header, Refusal refusal) {
    assertThat(refusal(() -> decode(body, header)).refusal()).isEqualTo(refusal);
  }

  private byte[] decode(byte[] body, @Nullable String header) throws Exception {
    return decode(decoding, new ByteArrayInputStream(body), header);
  }

  private byte[] decode(ContentDecoding how, InputStream body, @Nullable String header)
      throws Exception {
    try (BodyMemory.Share share = memory.share()) {
      return how.receive(body, header, share).decoded();
    }
  }

  private static final class CountingStream extends InputStream {
    private long read;

    @Override
    public int read() {
      read++;
      return 0;
    }
  }
}
