package dev.whorl.inbox.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The JSON of the frames of a trace, which was checked and not read. */
final class UnreadFrames {
  private final byte[] line;
  private final int from;
  private final int to;
  private final int checksum;

  UnreadFrames(byte[] line, int from, int to) {
    this.line = line;
    this.from = from;
    this.to = to;
    CRC32C crc = new CRC32C();
    crc.update(line, from, to - from);
    checksum = (int) crc.getValue();
  }

  /** The frames that stand for themselves there; null if there are read ones, or none. */
  static @Nullable UnreadFrames in(JsonNode frames) {
    return frames instanceof POJONode node && node.getPojo() instanceof UnreadFrames unread
        ? unread
        : null;
  }

  /** Equal for equal frames, and as a rule another for others. */
  int checksum() {
    return checksum;
  }

  int length() {
    return to - from;
  }

  boolean is(byte[] json) {
    return Arrays.equals(line, from, to, json, 0, json.length);
  }

  /** The JSON, in an array of its own. */
  byte[] copy() {
    return Arrays.copyOfRange(line, from, to);
  }
}
