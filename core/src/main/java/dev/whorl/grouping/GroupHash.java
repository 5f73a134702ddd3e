package dev.whorl.grouping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of a value stream: MD5 over its texts, one right after the other, as UTF-8. */
final class GroupHash {
  private static final HexFormat HEX = HexFormat.of();

  private final MessageDigest digest;
  private final byte[] buffer = new byte[512];
  private int filled;

  GroupHash() {
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }

  /** Adds a text. Lone surrogates become a question mark, as on the server. */
  void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a text as UTF-8. A stream has many short ones, and the digest likes few long ones. */
  void add(byte[] utf8) {
    if (utf8.length > buffer.length - filled) {
      digest.update(buffer, 0, filled);
      filled = 0;
    }
    if (utf8.length > buffer.length) {
      digest.update(utf8);
    } else {
      System.arraycopy(utf8, 0, buffer, filled, utf8.length);
      filled += utf8.length;
    }
  }

  /** 32 lower-case hexadecimal digits; nothing can be added after. */
  String hex() {
    digest.update(buffer, 0, filled);
    return HEX.formatHex(digest.digest());
  }
}
