package dev.whorl.inbox.rules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the text of rules. */
public final class RulesReader {
  /** Many times what people write; so that a mistaken name does not fill the memory. */
  private static final int MOST_BYTES = 8 << 20;

  private RulesReader() {}

  /** What was read is surely no text of rules; the message says to people why. */
  public static final class NoTextException extends IOException {
    private static final long serialVersionUID = 1L;

    private NoTextException(String message) {
      super(message);
    }
  }

  /** Keeps what could not be read again from being written. */
  static void checkLength(String text) throws NoTextException {
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new NoTextException("has more than 8 MiB; are these rules?");
    }
  }

  /**
   * Reads to the end.
   *
   * @param stream UTF-8; not closed
   * @return the text
   * @throws NoTextException if it is too long or not UTF-8
   * @throws IOException if the stream cannot be read
   */
  public static String read(InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new NoTextException("has more than 8 MiB; is it a rules file?");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new NoTextException("is not UTF-8 text; save it as UTF-8");
    }
  }
}
