package dev.whorl.delivery;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Makes bodies of requests smaller. Thread-safe; keeps what it works with, of which each thread
 * that comes at the same time needs its own.
 */
public final class Compression implements AutoCloseable {
  /**
   * Of an event with 120 frames this level makes 2,445 bytes in 32 µs, level 5 makes 2,297 in 61 µs
   * and the usual one, 6, 2,260 in 81 µs.
   */
  private static final int LEVEL = 3;

  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int USUAL_BYTES = 8 * 1024;
  private static final int MAX_KEPT_BYTES = 4 * USUAL_BYTES;

  private final Queue<Work> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** What one thread works with; it is slow to make. */
  private static final class Work {
    private final Deflater deflater = new Deflater(LEVEL, true);
    private byte[] room = new byte[USUAL_BYTES];
  }

  /** Makes one that has nothing to work with yet. */
  public Compression() {}

  /**
   * Compresses in memory.
   *
   * @param parts what is to be sent, one after the other
   * @return the same in the format gzip
   */
  public byte[] gzip(byte[]... parts) {
    Work work = idle.poll();
    if (work == null) {
      work = new Work();
    }
    try {
      return gzip(work, parts);
    } finally {
      work.deflater.reset();
      if (work.room.length > MAX_KEPT_BYTES) {
        work.room = new byte[USUAL_BYTES];
      }
      idle.add(work);
      if (closed) {
        close();
      }
    }
  }

  private static byte[] gzip(Work work, byte[]... parts) {
    byte[] room = work.room;
    // Magic number and method; no flags, no time, no system.
    room[0] = 0x1f;
    room[1] = (byte) 0x8b;
    room[2] = Deflater.DEFLATED;
    int end = HEADER;
    int bytes = 0;
    CRC32 sum = new CRC32();
    Deflater deflater = work.deflater;
    for (int i = 0; i < parts.length; i++) {
      bytes += parts[i].length;
      sum.update(parts[i]);
      deflater.setInput(parts[i]);
      if (i == parts.length - 1) {
        deflater.finish();
      }
      while (i == parts.length - 1 ? !deflater.finished() : !deflater.needsInput()) {
        if (end > room.length - TRAILER - 1) {
          room = Arrays.copyOf(room, 2 * room.length);
          work.room = room;
        }
        end += deflater.deflate(room, end, room.length - TRAILER - end);
      }
    }
    end = littleEndian(room, end, (int) sum.getValue());
    end = littleEndian(room, end, bytes);
    return Arrays.copyOf(room, end);
  }

  /** Gives back the memory that is outside of the heap. */
  @Override
  public void close() {
    closed = true;
    Work work;
    while ((work = idle.poll()) != null) {
      work.deflater.end();
    }
  }

  private static int littleEndian(byte[] bytes, int at, int value) {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[at + i] = (byte) (value >>> i * Byte.SIZE);
    }
    return at + Integer.BYTES;
  }
}
