package dev.whorl.inbox.cli;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream that are not blank, one at a time, so that a file may have any size. A line
 * may not: one that is too long is passed over.
 */
final class Lines implements Closeable {
  /** Eight times what an event may have. */
  static final int LONGEST = 8 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final Runnable beforeReading;
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(buffer.length);
  private int at;
  private int end;
  private long number;
  private byte[] bytes = {};
  private boolean tooLong;

  /**
   * Reads a stream.
   *
   * @param beforeReading is run whenever more has to be read, which may take its time
   */
  Lines(InputStream in, Runnable beforeReading) {
    this.in = in;
    this.beforeReading = beforeReading;
  }

  /** Goes to the next line that is not blank; false at the end. */
  boolean next() throws IOException {
    while (at < end || fill()) {
      read();
      number++;
      if (tooLong || !isBlank(bytes)) {
        return true;
      }
    }
    return false;
  }

  /** The number of the line, from 1. */
  long number() {
    return number;
  }

  /** The line without its line break; not all of it if it is too long. */
  byte[] bytes() {
    return bytes;
  }

  boolean isTooLong() {
    return tooLong;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void read() throws IOException {
    line.reset();
    tooLong = false;
    boolean ended = false;
    while (!ended && (at < end || fill())) {
      int stop = at;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      tooLong |= line.size() + (stop - at) > LONGEST;
      if (!tooLong) {
        line.write(buffer, at, stop - at);
      }
      ended = stop < end;
      at = ended ? stop + 1 : stop;
    }
    bytes = number == 0 ? withoutMark(line.toByteArray()) : line.toByteArray();
  }

  private boolean fill() throws IOException {
    beforeReading.run();
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private static byte[] withoutMark(byte[] bytes) {
    int length = BYTE_ORDER_MARK.length;
    return bytes.length >= length && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length)
        ? Arrays.copyOfRange(bytes, length, bytes.length)
        : bytes;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
