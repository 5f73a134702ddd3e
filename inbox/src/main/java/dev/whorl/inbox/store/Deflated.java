package dev.whorl.inbox.store;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Payloads as they are stored. */
final class Deflated {
  private Deflated() {}

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
