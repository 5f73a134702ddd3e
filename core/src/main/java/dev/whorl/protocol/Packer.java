package dev.whorl.protocol;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Packs payloads, one after the other; keeps what it works with, which is slow to make. */
final class Packer {
  /**
   * Of an event with 120 frames this level makes 2,376 bytes in 30 µs, level 5 makes 2,242 in 57
   * µs, and the usual one, 6, 2,204 in 81 µs.
   */
  private static final int LEVEL = 3;

  private static final int USUAL_BYTES = 8 * 1024;
  private static final int MAX_KEPT_BYTES = 4 * USUAL_BYTES;

  private final Deflater deflater = new Deflater(LEVEL, true);
  private byte[] room = new byte[USUAL_BYTES];

  /** Packs the beginning of an array. */
  Packed pack(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    deflater.setInput(bytes, 0, length);
    int end = 0;
    int space;
    int written;
    do {
      if (end == room.length) {
        room = Arrays.copyOf(room, 2 * room.length);
      }
      space = room.length - end;
      written = deflater.deflate(room, end, space, Deflater.SYNC_FLUSH);
      end += written;
    } while (written == space);
    deflater.reset();
    Packed packed = new Packed(Arrays.copyOf(room, end), length, (int) sum.getValue());
    if (room.length > MAX_KEPT_BYTES) {
      room = new byte[USUAL_BYTES];
    }
    return packed;
  }
}
