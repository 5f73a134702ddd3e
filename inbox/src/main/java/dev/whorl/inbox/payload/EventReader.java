package dev.whorl.inbox.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of an event, and says in a user's words why that cannot be done. Thread-safe. */
public final class EventReader {
  /** References of the JSON library to its own settings, and to the source, which is the line. */
  private static final Pattern NOISE =
      Pattern.compile(
          ", from `[^`]*`|\\s*\\(start marker at \\[[^]]*]\\)|\\s*\\(code \\d+[^)]*\\)");

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int LONGEST_REASON = 300;

  private final JsonFactory factory =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
  private final ObjectReader reader = new ObjectMapper(factory).reader();
  private final QuickReader quick =
      new QuickReader(factory, reader, EventFromJson.WITHOUT_INFLUENCE);

  /** Makes a reader. */
  public EventReader() {}

  /**
   * Reads the event in a line.
   *
   * @param line UTF-8 text without a line break
   * @return the payload, which is an object
   * @throws UnreadableEventException if the line is not one JSON object
   */
  public JsonNode read(byte[] line) throws UnreadableEventException {
    CharBuffer text = decode(line);
    try (JsonParser parser =
        factory.createParser(text.array(), text.arrayOffset(), text.remaining())) {
      JsonNode event = reader.readTree(parser);
      if (event == null || !event.isObject()) {
        throw new UnreadableEventException(noObject(event));
      }
      refuseMore(parser);
      return event;
    } catch (JsonEOFException e) {
      throw new UnreadableEventException("not JSON: the line ends before the event does");
    } catch (StreamConstraintsException e) {
      throw new UnreadableEventException("too large to read: " + reason(e));
    } catch (JsonProcessingException e) {
      throw new UnreadableEventException("not JSON" + place(e) + ": " + reason(e));
    } catch (IOException e) {
      throw new UnreadableEventException("cannot be read: " + e.getClass().getSimpleName());
    }
  }

  /**
   * Reads of the event in a line what can matter to its group. The rest, which is often the larger
   * part, is only checked to be JSON, and so are the frames of its traces, which {@link
   * EventFromJson#read(JsonNode, KnownTraces)} then reads if it has to.
   *
   * @param line UTF-8 text without a line break
   * @return the payload without what no group depends on; all of it where the JSON is unusual
   * @throws UnreadableEventException if the line is not one JSON object
   */
  public JsonNode readForGrouping(byte[] line) throws UnreadableEventException {
    if (!isAscii(line)) {
      decode(line); // The quick one does not mind what is not UTF-8.
    }
    try {
      JsonNode event = quick.read(line);
      return event == null ? read(line) : event;
    } catch (IOException e) {
      throw new UnreadableEventException("cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static boolean isAscii(byte[] line) {
    int i = 0;
    for (; i <= line.length - Long.BYTES; i += Long.BYTES) {
      if (((long) LONGS.get(line, i) & 0x8080808080808080L) != 0) {
        return false;
      }
    }
    for (; i < line.length; i++) {
      if (line[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static CharBuffer decode(byte[] line) throws UnreadableEventException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
    } catch (CharacterCodingException e) {
      throw new UnreadableEventException("not UTF-8 text");
    }
  }

  private static void refuseMore(JsonParser parser) throws IOException, UnreadableEventException {
    boolean more;
    try {
      more = parser.nextToken() != null;
    } catch (JsonProcessingException e) {
      more = true;
    }
    if (more) {
      throw new UnreadableEventException(
          "text after the event, from about column "
              + parser.currentTokenLocation().getColumnNr()
              + "; events must be one per line");
    }
  }

  private static String noObject(@Nullable JsonNode found) {
    String kind = found == null ? "nothing" : found.getNodeType().name().toLowerCase(Locale.ROOT);
    return found != null && found.isArray()
        ? "a JSON array, not an event; one with events in it becomes lines by: jq -c '.[]'"
        : "JSON, but " + kind + " and not an object, as events are";
  }

  private static String place(JsonProcessingException failure) {
    return failure.getLocation() == null || failure.getLocation().getColumnNr() < 1
        ? ""
        : " at column " + failure.getLocation().getColumnNr();
  }

  private static String reason(JsonProcessingException failure) {
    String message = NOISE.matcher(String.valueOf(failure.getOriginalMessage())).replaceAll("");
    String shown = CONTROL.matcher(message).replaceAll("?");
    return shown.length() > LONGEST_REASON ? shown.substring(0, LONGEST_REASON) + "..." : shown;
  }
}
