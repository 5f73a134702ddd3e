package dev.whorl.inbox.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The text of a file as an editor has it: with line feeds, and without a byte order mark. */
final class EditableText {
  private static final Pattern LINE_END = Pattern.compile("\r\n?");

  private EditableText() {}

  static String of(String text) {
    return LINE_END.matcher(text.startsWith("\uFEFF") ? text.substring(1) : text).replaceAll("\n");
  }

  /** The text of an editor as it would stand in place of an older one. */
  static String withLineEndsOf(String old, String text) {
    String lines = of(text);
    return old.contains("\r\n") ? lines.replace("\n", "\r\n") : lines;
  }

  /** The same for equal texts only. */
  static String revision(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
