package dev.whorl.inbox.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads a stream to its end, but no further than a bound. */
final class BoundedBytes {
  private BoundedBytes() {}

  /**
   * All bytes of a stream.
   *
   * @param most how many are read
   * @param what what has them, for the message
   * @param share is taken as they become more
   */
  static byte[] read(InputStream in, long most, String what, BodyMemory.Share share)
      throws IOException, RefusedException {
    List<byte[]> pieces = new ArrayList<>();
    long size = 0;
    int read;
    do {
      share.take();
      byte[] piece = new byte[BodyMemory.UNIT];
      read = in.readNBytes(piece, 0, piece.length);
      size += read;
      if (size > most) {
        throw new RefusedException(
            Refusal.BODY_TOO_LARGE, what + " has more than " + most + " bytes; send less at once.");
      }
      pieces.add(piece);
    } while (read == BodyMemory.UNIT);
    byte[] bytes = new byte[(int) size];
    int at = 0;
    for (byte[] piece : pieces) {
      int length = Math.min(piece.length, bytes.length - at);
      System.arraycopy(piece, 0, bytes, at, length);
      at += length;
    }
    return bytes;
  }

  /** How many units were taken for so many bytes. */
  static int units(int bytes) {
    return bytes / BodyMemory.UNIT + 1;
  }
}
