package dev.whorl.inbox.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

/** A body that is there, as it was sent. */
public final class EncodedBody {
  private final List<Encoding> encodings;
  private final long mostDecoded;
  private final BodyMemory.Share share;
  private final byte[] encoded;

  /**
   * Has the bytes.
   *
   * @param encodings in the order in which they were applied
   * @param mostDecoded how many bytes it may have when it is decoded
   * @param share has what the bytes take, and takes what the decoded ones do
   */
  EncodedBody(List<Encoding> encodings, long mostDecoded, BodyMemory.Share share, byte[] encoded) {
    this.encodings = encodings;
    this.mostDecoded = mostDecoded;
    this.share = share;
    this.encoded = encoded;
  }

  /**
   * Decodes no more than the beginning.
   *
   * @param most how many bytes of it
   * @return so many, or all if there are less
   * @throws RefusedException if these are not encoded as they are said to be
   */
  public byte[] beginning(int most) throws RefusedException {
    InputStream in = new ByteArrayInputStream(encoded);
    try {
      for (int i = encodings.size() - 1; i >= 0; i--) {
        in = encodings.get(i).open(in);
      }
      return in.readNBytes(most);
    } catch (IOException | RuntimeException e) {
      throw broken(encodings.stream().map(Encoding::label).collect(Collectors.joining(", ")));
    } finally {
      close(in);
    }
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // It reads from memory: there is nothing to lose.
    }
  }

  /**
   * Decodes all of it.
   *
   * @return the decoded bytes
   * @throws RefusedException if the body is not encoded as it is said to be, is too large, or finds
   *     no memory
   */
  public byte[] decoded() throws RefusedException {
    byte[] bytes = encoded;
    for (int i = encodings.size() - 1; i >= 0; i--) {
      byte[] decoded = decoded(bytes, encodings.get(i));
      share.giveBack(bytes);
      bytes = decoded;
    }
    return bytes;
  }

  private byte[] decoded(byte[] bytes, Encoding encoding) throws RefusedException {
    try (InputStream decoded = encoding.open(new ByteArrayInputStream(bytes))) {
      return BoundedBytes.read(decoded, mostDecoded, "The decompressed body", share);
    } catch (IOException | RuntimeException e) {
      // Decoders have thrown unchecked exceptions at bytes that nobody meant for them.
      throw broken(encoding.label());
    }
  }

  private static RefusedException broken(String encoding) {
    return new RefusedException(
        Refusal.BROKEN_ENCODING,
        "The body is not " + encoding + " to its end, as Content-Encoding says it is.");
  }
}
