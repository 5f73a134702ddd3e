package dev.whorl.inbox.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the {@code Content-Encoding} of a body. Reads no further than its bounds, so that a small
 * body that stands for a huge one costs no more than the bound; what all cost together is bounded
 * by {@link BodyMemory}. Immutable.
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
   * Reads a body to its end, not decoded yet.
   *
   * @param body the body as it arrives; not closed
   * @param contentEncoding the header, null if there is none
   * @param share of the memory that bodies may have; taken as this one needs it
   * @return the body
   * @throws RefusedException if the encoding is not known, or the body is too large or finds no
   *     memory
   * @throws IOException if the body does not arrive
   */
  public EncodedBody receive(
      InputStream body, @Nullable String contentEncoding, BodyMemory.Share share)
      throws IOException, RefusedException {
    List<Encoding> encodings = encodings(contentEncoding);
    long most = encodings.isEmpty() ? Math.min(mostEncoded, mostDecoded) : mostEncoded;
    // All of it first: a failure to arrive and a failure to decode are not told apart later.
    byte[] bytes = BoundedBytes.read(body, most, "The body", share);
    return new EncodedBody(encodings, mostDecoded, share, bytes);
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
}
