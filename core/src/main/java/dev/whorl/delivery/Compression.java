package dev.whorl.delivery;

import dev.whorl.protocol.Packed;
import dev.whorl.protocol.ShortBlocks;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Makes bodies of requests smaller, in the format gzip. Thread-safe; keeps what it works with, of
 * which each thread that comes at the same time needs its own.
 */
public final class Compression implements AutoCloseable {
  /** As events are packed. */
  private static final int LEVEL = 3;

  /** Empty, with the fixed code. */
  private static final byte[] LAST_BLOCK = {3, 0};

  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int USUAL_BYTES = 8 * 1024;
  private static final int MAX_KEPT_BYTES = 4 * USUAL_BYTES;

  private final Queue<Body> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** Makes one that has nothing to work with yet. */
  public Compression() {}

  /**
   * Compresses in memory.
   *
   * @param parts what is to be sent, one after the other
   * @return the same, compressed
   */
  public byte[] gzip(byte[]... parts) {
    return with(
        body -> {
          for (byte[] part : parts) {
            body.add(part, Deflater.NO_FLUSH);
          }
          return body.end();
        });
  }

  /**
   * Compresses in memory.
   *
   * @param before the beginning
   * @param packed what comes then
   * @param after the end
   * @return the same, compressed
   */
  public byte[] gzip(byte[] before, Packed packed, byte[] after) {
    return with(
        body -> {
          body.addAlone(before);
          body.add(packed);
          body.addAlone(after);
          return body.endAlone();
        });
  }

  private byte[] with(Function<Body, byte[]> compressing) {
    Body body = idle.poll();
    if (body == null) {
      body = new Body();
    }
    try {
      body.begin();
      return compressing.apply(body);
    } finally {
      idle.add(body);
      if (closed) {
        close();
      }
    }
  }

  /** Gives back the memory that is outside of the heap. */
  @Override
  public void close() {
    closed = true;
    Body body;
    while ((body = idle.poll()) != null) {
      body.deflater.end();
    }
  }

  /** One after the other; slow to make. */
  private static final class Body {
    private final Deflater deflater = new Deflater(LEVEL, true);
    private final ShortBlocks shortBlocks = new ShortBlocks();
    private byte[] room = new byte[USUAL_BYTES];
    private int end;

    /** Of all that is added, how much it is and its sum, but for what is in {@link #latest}. */
    private int bytes;

    private int sum;
    private final CRC32 latest = new CRC32();
    private int latestBytes;

    void begin() {
      deflater.reset();
      if (room.length > MAX_KEPT_BYTES) {
        room = new byte[USUAL_BYTES];
      }
      Arrays.fill(room, 0, HEADER, (byte) 0);
      // Magic number and method; no flags, no time, no system.
      room[0] = 0x1f;
      room[1] = (byte) 0x8b;
      room[2] = Deflater.DEFLATED;
      end = HEADER;
      bytes = 0;
      sum = 0;
      latest.reset();
      latestBytes = 0;
    }

    void add(byte[] part, int flush) {
      latest.update(part);
      latestBytes += part.length;
      deflater.setInput(part);
      deflate(flush);
    }

    /** Adds a part that refers to none before it, and to which none refers. */
    void addAlone(byte[] part) {
      if (part.length > ShortBlocks.LONGEST) {
        add(part, Deflater.FULL_FLUSH);
        return;
      }
      latest.update(part);
      latestBytes += part.length;
      ensure(ShortBlocks.room(part.length));
      shortBlocks.begin();
      end = shortBlocks.pack(part, 0, part.length, room, end);
    }

    void add(Packed packed) {
      byte[] blocks = packed.blocks();
      ensure(blocks.length);
      System.arraycopy(blocks, 0, room, end, blocks.length);
      end += blocks.length;
      settleLatest();
      sum = JoinedSum.of(sum, packed.sum(), packed.length());
      bytes += packed.length();
    }

    /** Ends what was added part by part. */
    byte[] endAlone() {
      ensure(LAST_BLOCK.length);
      System.arraycopy(LAST_BLOCK, 0, room, end, LAST_BLOCK.length);
      end += LAST_BLOCK.length;
      return trailed();
    }

    byte[] end() {
      deflater.finish();
      deflate(Deflater.NO_FLUSH);
      return trailed();
    }

    private byte[] trailed() {
      settleLatest();
      ensure(TRAILER);
      littleEndian(sum);
      littleEndian(bytes);
      return Arrays.copyOf(room, end);
    }

    private void deflate(int flush) {
      int space;
      int written;
      do {
        ensure(1);
        space = room.length - end;
        written = deflater.deflate(room, end, space, flush);
        end += written;
      } while (written == space);
    }

    private void settleLatest() {
      sum = JoinedSum.of(sum, (int) latest.getValue(), latestBytes);
      bytes += latestBytes;
      latest.reset();
      latestBytes = 0;
    }

    private void ensure(int space) {
      if (room.length - end < space) {
        room = Arrays.copyOf(room, Math.max(2 * room.length, end + space));
      }
    }

    private void littleEndian(int value) {
      for (int i = 0; i < Integer.BYTES; i++) {
        room[end++] = (byte) (value >>> i * Byte.SIZE);
      }
    }
  }
}
