package dev.whorl.inbox.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the {@code Content-Encoding} of a body. Reads no further than its bounds, so that a small
 * body that stands for a huge one costs no more than the bound. Immutable.
 */
public final class ContentDecoding {
  /** How many bytes a body may have as it was sent, unless told otherwise. */
  public static final int MOST_ENCODED = 16 << 20;

  /** How many bytes a body may have when it is decoded, unless told otherwise. */
  public static final int MOST_DECODED = 32 << 20;

  private static final String ACCEPTED = "gzip, deflate, br and identity";
  private static final Pattern COMMA = Pattern.compile(",", Pattern.LITERAL);
  private static final int MOST_ENCODINGS = 2;
  private static final int LONGEST_SHOWN = 40;

  private final long mostEncoded;
  private final long mostDecoded;

  /** One way to encode. */
  private enum Encoding {
    GZIP,
    DEFLATE,
    BROTLI;

    InputStream open(byte[] bytes) throws IOException {
      InputStream in = new ByteArrayInputStream(bytes);
      return switch (this) {
        case GZIP -> new GZIPInputStream(in);
        case DEFLATE -> new OwnInflater(in, !isZlib(bytes));
        case BROTLI -> new BrotliInputStream(in);
      };
    }

    /** The standard means zlib; some clients leave its two bytes away. */
    private static boolean isZlib(byte[] bytes) {
      return bytes.length >= 2
          && (bytes[0] & 0x0F) == 8
          && ((bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF) % 31 == 0;
    }
  }

  /** Has bounds of the usual size. */
  public ContentDecoding() {
    this(MOST_ENCODED, MOST_DECODED);
  }

  /**
   * Has other bounds.
   *
   * @param mostEncoded how many bytes a body may have as it was sent, from 1
   * @param mostDecoded how many bytes it may have when it is decoded, from 1
   * @throws IllegalArgumentException if one of them is less
   */
  public ContentDecoding(long mostEncoded, long mostDecoded) {
    if (mostEncoded < 1 || mostDecoded < 1) {
      throw new IllegalArgumentException(
          "The bounds of a body are "
              + mostEncoded
              + " and "
              + mostDecoded
              + ": must be 1 or more");
    }
    this.mostEncoded = mostEncoded;
    this.mostDecoded = mostDecoded;
  }

  /**
   * Reads a body to its end and decodes it.
   *
   * @param body the body as it arrives; not closed
   * @param contentEncoding the header, null if there is none
   * @return the decoded bytes
   * @throws RefusedException if the encoding is not known, the body is not encoded so, or it is too
   *     large
   * @throws IOException if the body does not arrive
   */
  public byte[] decode(InputStream body, @Nullable String contentEncoding)
      throws IOException, RefusedException {
    List<Encoding> encodings = encodings(contentEncoding);
    long most = encodings.isEmpty() ? Math.min(mostEncoded, mostDecoded) : mostEncoded;
    // All of it first: a failure to arrive and a failure to decode are not told apart later.
    byte[] bytes = BoundedBytes.read(body, most, "The body");
    for (int i = encodings.size() - 1; i >= 0; i--) {
      bytes = decode(bytes, encodings.get(i));
    }
    return bytes;
  }

  private byte[] decode(byte[] bytes, Encoding encoding) throws RefusedException {
    try (InputStream decoded = encoding.open(bytes)) {
      return BoundedBytes.read(decoded, mostDecoded, "The decompressed body");
    } catch (IOException | RuntimeException e) {
      // Decoders have thrown unchecked exceptions at bytes that nobody meant for them.
      throw new RefusedException(
          Refusal.BROKEN_ENCODING,
          "The body is not "
              + encoding.name().toLowerCase(Locale.ROOT)
              + " to its end, as Content-Encoding says it is.");
    }
  }

  private static List<Encoding> encodings(@Nullable String header) throws RefusedException {
    List<Encoding> encodings = new ArrayList<>();
    if (header == null || header.isBlank()) {
      return encodings;
    }
    String[] names = COMMA.split(header, MOST_ENCODINGS + 1);
    if (names.length > MOST_ENCODINGS) {
      throw new RefusedException(
          Refusal.UNKNOWN_ENCODING,
          "Content-Encoding names more than " + MOST_ENCODINGS + " encodings, one on the other.");
    }
    for (String name : names) {
      switch (name.strip().toLowerCase(Locale.ROOT)) {
        case "", "identity" -> {}
        case "gzip", "x-gzip" -> encodings.add(Encoding.GZIP);
        case "deflate" -> encodings.add(Encoding.DEFLATE);
        case "br" -> encodings.add(Encoding.BROTLI);
        default ->
            throw new RefusedException(
                Refusal.UNKNOWN_ENCODING,
                "Content-Encoding is \""
                    + ClientText.shown(name.strip(), LONGEST_SHOWN)
                    + "\"; what can be read is "
                    + ACCEPTED
                    + ".");
      }
    }
    return encodings;
  }

  /** The stream of the JDK frees the memory of an inflater only if it has made it itself. */
  private static final class OwnInflater extends InflaterInputStream {
    OwnInflater(InputStream in, boolean raw) {
      super(in, new Inflater(raw));
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        inf.end();
      }
    }
  }
}
