package dev.whorl.inbox.store;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Payloads as they are stored. */
final class Deflated {
  private Deflated() {}

  /** The fastest level: higher ones take twice the time for a tenth of the size. */
  static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(plain);
      deflater.finish();
      byte[] deflated = new byte[Math.max(64, plain.length / 2)];
      int length = 0;
      while (true) {
        length += deflater.deflate(deflated, length, deflated.length - length);
        if (deflater.finished()) {
          return Arrays.copyOf(deflated, length);
        }
        deflated = Arrays.copyOf(deflated, deflated.length * 2);
      }
    } finally {
      deflater.end();
    }
  }

  static byte[] inflate(byte[] deflated, int size) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      byte[] plain = new byte[size];
      int length = 0;
      while (length < size) {
        int read = inflater.inflate(plain, length, size - length);
        if (read == 0) {
          throw new StoreException("a stored event ends too early: the file is damaged");
        }
        length += read;
      }
      return plain;
    } catch (DataFormatException e) {
      throw new StoreException("a stored event cannot be read: the file is damaged", e);
    } finally {
      inflater.end();
    }
  }
}
