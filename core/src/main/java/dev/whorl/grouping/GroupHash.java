package dev.whorl.grouping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The hash of a value stream: MD5 over its texts, one right after the other, as UTF-8. */
final class GroupHash {
  private static final HexFormat HEX = HexFormat.of();

  private GroupHash() {}

  /** 32 lower-case hexadecimal digits. */
  static String of(List<String> stream) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
    byte[] buffer = new byte[256];
    for (String text : stream) {
      update(digest, text, buffer);
    }
    return HEX.formatHex(digest.digest());
  }

  /** Names are nearly always ASCII and short, and need no array of their own then. */
  private static void update(MessageDigest digest, String text, byte[] buffer) {
    int length = text.length();
    if (length > buffer.length) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0x7f) {
        // Lone surrogates become a question mark here, as on the server.
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      buffer[i] = (byte) c;
    }
    digest.update(buffer, 0, length);
  }
}
