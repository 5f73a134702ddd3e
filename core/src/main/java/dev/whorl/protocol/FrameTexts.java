package dev.whorl.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whorl.event.SentText;
import dev.whorl.event.StackFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes stack frames. The same ones come again and again, so how those seen last are written is
 * remembered: with that an event of 120 frames takes a third of the time. For one thread at a time.
 */
final class FrameTexts {
  /** Longer names are rare and are not remembered, so that the memory is bounded. */
  private static final int MAX_CHARS = 512;

  private final @Nullable Known[] known;

  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  private record Known(StackFrame frame, byte[] text) {}

  /**
   * Makes an empty memory.
   *
   * @param size for how many frames, a power of two; 0 remembers none
   */
  FrameTexts(int size) {
    known = new Known[size];
  }

  void write(EventBytes bytes, StackFrame frame) throws IOException {
    bytes.append(known.length == 0 || !isShort(frame) ? anew(frame) : text(frame));
  }

  private static boolean isShort(StackFrame frame) {
    String filename = frame.filename();
    int chars = frame.module().length() + frame.function().length();
    return chars + (filename == null ? 0 : filename.length()) <= MAX_CHARS;
  }

  private byte[] text(StackFrame frame) throws IOException {
    int hash = 31 * (31 * frame.module().hashCode() + frame.function().hashCode()) + frame.lineno();
    int slot = (hash ^ hash >>> 15) & known.length - 1;
    Known entry = known[slot];
    if (entry != null && entry.frame.equals(frame)) {
      return entry.text;
    }
    // Of the 120 frames of an event three or four pairs want the same place.
    Known other = known[slot ^ 1];
    if (other != null && other.frame.equals(frame)) {
      return other.text;
    }
    if (entry != null) {
      known[slot ^ 1] = entry;
    }
    known[slot] = new Known(frame, anew(frame));
    return known[slot].text;
  }

  private static byte[] anew(StackFrame frame) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.generator(bytes)) {
      writeAnew(json, frame);
    }
    return bytes.toByteArray();
  }

  private static void writeAnew(JsonGenerator json, StackFrame frame) throws IOException {
    json.writeStartObject();
    text(json, "module", frame.module());
    text(json, "function", frame.function());
    text(json, "filename", frame.filename());
    if (frame.lineno() > 0) {
      json.writeNumberField("lineno", frame.lineno());
    }
    Boolean inApp = frame.inApp();
    if (inApp != null) {
      json.writeBooleanField("in_app", inApp);
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String field, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(field, SentText.of(text, SentText.MAX_TYPE));
    }
  }
}
