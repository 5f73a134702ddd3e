package dev.whorl.inbox.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Bodies as clients send them, and what they are refused with. */
final class Bodies {
  private Bodies() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] bytes) {
    return encode(bytes, GZIPOutputStream::new);
  }

  static byte[] zlib(byte[] bytes) {
    return encode(bytes, DeflaterOutputStream::new);
  }

  static byte[] rawDeflate(byte[] bytes) {
    return encode(bytes, out -> new DeflaterOutputStream(out, new Deflater(9, true)));
  }

  static RefusedException refusal(ThrowingCallable call) {
    return Assertions.catchThrowableOfType(RefusedException.class, call);
  }

  private interface Encoder {
    OutputStream on(OutputStream out) throws IOException;
  }

  private static byte[] encode(byte[] bytes, Encoder encoder) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (OutputStream out = encoder.on(encoded)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encoded.toByteArray();
  }
}
