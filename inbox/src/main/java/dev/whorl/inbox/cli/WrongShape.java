package dev.whorl.inbox.cli;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Files of which no line can be read, known by their first one, so that one hint takes the place of
 * an error for each line.
 */
final class WrongShape {
  /** Longer ones are events that were cut off. */
  private static final int LONGEST_OPENING = 200;

  private static final String DATABASE = "SQLite format 3\0";

  private WrongShape() {}

  /** What is wrong and what to do; null if it is only this line. */
  static @Nullable String of(byte[] firstLine) {
    if (begins(firstLine, 0xFF, 0xFE) || begins(firstLine, 0xFE, 0xFF)) {
      return "the file is UTF-16 text; convert it to UTF-8 first: iconv -f UTF-16 -t UTF-8";
    }
    int length = Math.min(firstLine.length, DATABASE.length());
    if (new String(firstLine, 0, length, StandardCharsets.ISO_8859_1).equals(DATABASE)) {
      return "the file is a database; of an inbox, whorl preview and whorl serve read it";
    }
    if (begins(firstLine, 0x1F, 0x8B)) {
      return "the file is compressed; unpack it first: gzip -dc";
    }
    String line = new String(firstLine, StandardCharsets.UTF_8).strip();
    boolean goesOn =
        line.length() <= LONGEST_OPENING && !line.isEmpty() && "{[,".indexOf(last(line)) >= 0;
    if (goesOn && (line.startsWith("{") || line.startsWith("["))) {
      return "the event goes on in the next line; events must be one per line, as by: jq -c "
          + (line.startsWith("{") ? "." : "'.[]'");
    }
    return null;
  }

  private static char last(String text) {
    return text.charAt(text.length() - 1);
  }

  private static boolean begins(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }
}
