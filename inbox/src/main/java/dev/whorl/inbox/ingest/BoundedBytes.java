package dev.whorl.inbox.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a stream to its end, but no further than a bound. */
final class BoundedBytes {
  private static final int CHUNK = 1 << 14;

  private BoundedBytes() {}

  /**
   * All bytes of a stream.
   *
   * @param most how many are read
   * @param what what has them, for the message
   */
  static byte[] read(InputStream in, long most, String what) throws IOException, RefusedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      if (bytes.size() + (long) read > most) {
        throw new RefusedException(
            Refusal.BODY_TOO_LARGE, what + " has more than " + most + " bytes; send less at once.");
      }
      bytes.write(chunk, 0, read);
    }
    return bytes.toByteArray();
  }
}
