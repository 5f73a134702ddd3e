package dev.whorl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever a text is and wherever its pieces end, the JDK unpacks it. */
class ShortBlocksPropertiesTest {
  private final ShortBlocks blocks = new ShortBlocks();

  @Property
  void pieces_areUnpackedToTheText(
      @ForAll long seed,
      @ForAll @IntRange(max = 6) int pieces,
      @ForAll @IntRange(min = 1, max = 256) int letters) {
    Random random = new Random(seed);
    byte[] text = new byte[pieces * ShortBlocks.LONGEST];
    int length = 0;
    byte[] out = new byte[2 * text.length + 100];
    int end = 0;
    blocks.begin();
    for (int i = 0; i < pieces; i++) {
      int to = length + random.nextInt(1 << random.nextInt(12));
      fill(random, letters, text, length, to);
      int before = end;
      end = blocks.pack(text, length, to, out, end);
      assertThat(end - before).isLessThanOrEqualTo(ShortBlocks.room(to - length));
      length = to;
    }

    assertThat(unpacked(out, end, length)).isEqualTo(Arrays.copyOf(text, length));
  }

  /** Once with a piece so long that what is before it is out of reach. */
  @Property(tries = 100)
  void piecesAroundOneThatIsPackedByTheJdk_areUnpackedToTheText(
      @ForAll long seed, @ForAll @IntRange(max = 40_000) int between) {
    Random random = new Random(seed);
    byte[] text = new byte[between + 2000];
    fill(random, 20, text, 0, text.length);
    // What is after it was before it, too.
    System.arraycopy(text, 0, text, between + 1000, 1000);
    byte[] out = new byte[2 * text.length + 100];

    blocks.begin();
    int end = blocks.pack(text, 0, 1000, out, 0);
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(text, 1000, between);
    end += deflater.deflate(out, end, out.length - end, Deflater.SYNC_FLUSH);
    deflater.end();
    end = blocks.pack(text, between + 1000, text.length, out, end);

    assertThat(unpacked(out, end, text.length)).isEqualTo(text);
  }

  private static byte[] unpacked(byte[] out, int end, int length) {
    return new Packed(Arrays.copyOf(out, end), length, 0).unpack();
  }

  /** Letters by chance, and repetitions of what came before, short and long. */
  private static void fill(Random random, int letters, byte[] text, int from, int to) {
    int next = from;
    while (next < to) {
      int run = Math.min(to - next, 1 + random.nextInt(random.nextInt(20) == 0 ? 600 : 12));
      if (next > 0 && random.nextBoolean()) {
        int place = random.nextInt(next);
        for (int i = 0; i < run; i++) {
          text[next + i] = text[place + i];
        }
      } else {
        for (int i = 0; i < run; i++) {
          text[next + i] = (byte) (255 - random.nextInt(letters));
        }
      }
      next += run;
    }
  }
}
