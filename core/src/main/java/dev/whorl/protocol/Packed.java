package dev.whorl.protocol;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A payload as blocks of DEFLATE, as they can stand anywhere in a body that is compressed with it:
 * they refer to nothing before them, end with a byte, and none is the last one. Immutable.
 */
public final class Packed {
  private final byte[] blocks;
  private final int length;
  private final int sum;

  Packed(byte[] blocks, int length, int sum) {
    this.blocks = blocks;
    this.length = length;
    this.sum = sum;
  }

  /**
   * The blocks.
   *
   * @return not to be changed
   */
  public byte[] blocks() {
    return blocks;
  }

  /**
   * How long the payload is.
   *
   * @return in bytes
   */
  public int length() {
    return length;
  }

  /**
   * The CRC-32 of the payload.
   *
   * @return all 32 bits of it
   */
  public int sum() {
    return sum;
  }

  byte[] unpack() {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(blocks);
      byte[] payload = new byte[length];
      int done = 0;
      while (done < length) {
        int more = inflater.inflate(payload, done, length - done);
        if (more == 0) {
          throw new IllegalStateException("The blocks end before the payload does");
        }
        done += more;
      }
      return payload;
    } catch (DataFormatException e) {
      throw new IllegalStateException("Nobody else writes these blocks", e);
    } finally {
      inflater.end();
    }
  }
}
