package dev.whorl.inbox.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * JSON for people, up to a length: what is nested deeply becomes very much longer by being set out
 * on lines.
 */
final class JsonText {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonText() {}

  /** On lines of its own, up to so many characters. */
  static String lines(JsonNode json, int longest) {
    return write(MAPPER.writerWithDefaultPrettyPrinter(), json, longest);
  }

  /** On one line, up to so many characters. */
  static String compact(JsonNode json, int longest) {
    return write(MAPPER.writer(), json, longest);
  }

  private static String write(ObjectWriter writer, JsonNode json, int longest) {
    Bounded text = new Bounded(longest);
    try {
      writer.writeValue(text, json);
    } catch (FullException e) {
      // That is all that was wanted.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.text.toString();
  }

  private static final class FullException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Bounded extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final int longest;

    Bounded(int longest) {
      this.longest = longest;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
      int room = longest - text.length();
      text.append(chars, offset, Math.min(room, length));
      if (length > room) {
        throw new FullException();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
