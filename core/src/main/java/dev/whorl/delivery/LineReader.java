package dev.whorl.delivery;

import dev.whorl.protocol.EventJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a file one after the other, by position, so that a writer of the same channel
 * is not disturbed. Holds no more than one line: what is longer than any event is passed over.
 */
final class LineReader {
  /** Stands for a line that is no event: longer than one can be. */
  static final byte[] TOO_LONG = new byte[0];

  private static final int MAX_LINE = EventJson.MAX_BYTES;
  private static final int CHUNK = 32 * 1024;

  private final FileChannel channel;
  private long position;
  private byte[] buffer = new byte[0];
  private int from;
  private int to;
  private boolean skipping;

  LineReader(FileChannel channel, long position) {
    this.channel = channel;
    this.position = position;
  }

  /** Where the line begins that comes next. */
  long position() {
    return position;
  }

  /**
   * Reads the next line.
   *
   * @param end how far the file may be read
   * @return the line without its end, {@link #TOO_LONG}, or null if no whole line is there
   */
  byte @Nullable [] next(long end) throws IOException {
    int scanned = from;
    while (true) {
      for (int i = scanned; i < to; i++) {
        if (buffer[i] == '\n') {
          byte[] line = skipping ? TOO_LONG : Arrays.copyOfRange(buffer, from, i);
          skipping = false;
          position += i + 1 - from;
          from = i + 1;
          return line;
        }
      }
      if (to - from > MAX_LINE) {
        skipping = true;
        position += to - from;
        from = to;
      }
      scanned = to - from;
      if (!fill(end)) {
        return null;
      }
    }
  }

  /** Reads more behind what is in the buffer; false if there is no more. */
  private boolean fill(long end) throws IOException {
    long filePosition = position + (to - from);
    int wanted = (int) Math.min(CHUNK, end - filePosition);
    if (wanted <= 0) {
      moveToFront(0);
      return false;
    }
    moveToFront(wanted);
    int read = channel.read(ByteBuffer.wrap(buffer, to, wanted), filePosition);
    if (read <= 0) {
      return false;
    }
    to += read;
    return true;
  }

  private void moveToFront(int more) {
    int length = to - from;
    byte[] target = buffer;
    if (length + more > buffer.length) {
      target = new byte[Math.max(length + more, Math.min(2 * length, MAX_LINE + 2 * CHUNK))];
    }
    System.arraycopy(buffer, from, target, 0, length);
    buffer = target;
    from = 0;
    to = length;
  }
}
