package dev.whorl.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Packs the pieces of a text that are short, each as one block of DEFLATE with the fixed code. The
 * usual {@link java.util.zip.Deflater} takes 5 µs at the least for each piece, as it makes a code
 * for it first: an event with two known traces took 28 µs with it and takes 13 with this, which
 * makes 70 bytes more. A piece may refer to the ones before it. For one thread at a time.
 */
public final class ShortBlocks {
  /** How long a piece may be. In longer ones a code of their own saves more than it takes. */
  public static final int LONGEST = 2048;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int HASH_BITS = 11;
  private static final int SHORTEST_MATCH = 4;
  private static final int LONGEST_MATCH = 258;
  private static final int WINDOW = 32 * 1024;

  private static final byte[] NOWHERE = {};
  private static final int END_OF_BLOCK = 256;

  /** Of literals, lengths and the end of a block: a code, of which bit 0 is the first one sent. */
  private static final short[] CODES = new short[288];

  private static final byte[] CODE_BITS = new byte[CODES.length];

  static {
    for (int i = 0; i < CODES.length; i++) {
      int bits = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
      int code =
          i < 144 ? 0x30 + i : i < 256 ? 0x190 + i - 144 : i < 280 ? i - 256 : 0xC0 + i - 280;
      CODES[i] = (short) (Integer.reverse(code) >>> Integer.SIZE - bits);
      CODE_BITS[i] = (byte) bits;
    }
  }

  /** Where in the text four bytes with this hash were last, plus {@link #base}; else less. */
  private final int[] places = new int[1 << HASH_BITS];

  /** More than all that is left of earlier texts. */
  private int base = 1;

  private int highest = 1;
  private byte[] out = NOWHERE;
  private int end;
  private long bits;
  private int bitCount;

  /** Makes one that knows no text yet. */
  public ShortBlocks() {}

  /**
   * How much room a piece may take.
   *
   * @param length of the piece, in bytes
   * @return in bytes
   */
  public static int room(int length) {
    // At most nine bits for a byte; the ends of blocks, and four bytes written at once.
    return length + length / 8 + 16;
  }

  /** Forgets the text before, to which nothing may refer any more. */
  public void begin() {
    if (highest > Integer.MAX_VALUE / 2) {
      Arrays.fill(places, 0);
      highest = 0;
    }
    base = highest + 1;
  }

  /**
   * Packs a piece of the text that began last; pieces come in their order, but need not all come.
   *
   * @param text the whole text
   * @param from where the piece begins in it
   * @param to where it ends
   * @param out where the blocks go, with {@link #room} after {@code at}
   * @param at where to begin there
   * @return the end of the blocks
   */
  public int pack(byte[] text, int from, int to, byte[] out, int at) {
    this.out = out;
    end = at;
    bits = 0;
    bitCount = 0;
    // Not the last block; the fixed code.
    put(0b010, 3);
    int next = from;
    int lastHashed = to - SHORTEST_MATCH;
    while (next < to) {
      int length = 0;
      int distance = 0;
      if (next <= lastHashed) {
        int here = (int) INTS.get(text, next);
        int hash = hash(here);
        int place = places[hash] - base;
        places[hash] = base + next;
        distance = next - place;
        if (place >= 0 && distance <= WINDOW && (int) INTS.get(text, place) == here) {
          length = matching(text, place, next, to);
        }
      }
      if (length == 0) {
        symbol(text[next] & 0xff);
        next++;
      } else {
        reference(length, distance);
        int after = next + length;
        while (++next < after) {
          if (next <= lastHashed) {
            places[hash((int) INTS.get(text, next))] = base + next;
          }
        }
      }
    }
    highest = base + to;
    symbol(END_OF_BLOCK);
    // An empty block of bytes as they are, before which there is nothing up to the next byte.
    put(0, 3);
    bitCount = (bitCount + 7) & ~7;
    put(0xffff0000L, 32);
    for (; bitCount > 0; bitCount -= 8) {
      out[end++] = (byte) bits;
      bits >>>= 8;
    }
    this.out = NOWHERE;
    return end;
  }

  private static int hash(int fourBytes) {
    return fourBytes * 0x9E3779B1 >>> Integer.SIZE - HASH_BITS;
  }

  private static int matching(byte[] text, int place, int next, int to) {
    int most = Math.min(LONGEST_MATCH, to - next);
    int length = SHORTEST_MATCH;
    while (length < most && text[place + length] == text[next + length]) {
      length++;
    }
    return length;
  }

  private void symbol(int symbol) {
    put(CODES[symbol], CODE_BITS[symbol]);
  }

  /** Lengths and distances are grouped by their magnitude; the rest follows as it is. */
  private void reference(int length, int distance) {
    int more = length - 3;
    if (length == LONGEST_MATCH) {
      symbol(285);
    } else if (more < 8) {
      symbol(257 + more);
    } else {
      int extra = 29 - Integer.numberOfLeadingZeros(more);
      symbol(261 + 4 * extra + (more >>> extra & 3));
      put(more & (1 << extra) - 1, extra);
    }
    int farther = distance - 1;
    int extra = Math.max(0, 30 - Integer.numberOfLeadingZeros(farther));
    int group = extra == 0 ? farther : 2 * extra + 2 + (farther >>> extra & 1);
    put(Integer.reverse(group) >>> 27, 5);
    put(farther & (1 << extra) - 1, extra);
  }

  private void put(long value, int count) {
    bits |= value << bitCount;
    bitCount += count;
    if (bitCount >= Integer.SIZE) {
      INTS.set(out, end, (int) bits);
      end += Integer.BYTES;
      bits >>>= Integer.SIZE;
      bitCount -= Integer.SIZE;
    }
  }
}
