package dev.whorl.inbox.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of an event, and says in a user's words why that cannot be done. Thread-safe. */
public final class EventReader {
  /** References of the JSON library to its own settings, and to the source, which is the line. */
  private static final Pattern NOISE =
      Pattern.compile(
          ", from `[^`]*`|\\s*\\(start marker at \\[[^]]*]\\)|\\s*\\(code \\d+[^)]*\\)");

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int LONGEST_REASON = 300;

  private final JsonFactory factory =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
  private final ObjectReader reader = new ObjectMapper(factory).reader();

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
    return read(line, Set.of());
  }

  /**
   * Reads of the event in a line what can matter to its group. The rest, which is often the larger
   * part, is only checked to be JSON.
   *
   * @param line UTF-8 text without a line break
   * @return the payload without what no group depends on
   * @throws UnreadableEventException if the line is not one JSON object
   */
  public JsonNode readForGrouping(byte[] line) throws UnreadableEventException {
    return read(line, EventFromJson.WITHOUT_INFLUENCE);
  }

  private JsonNode read(byte[] line, Set<String> without) throws UnreadableEventException {
    CharBuffer text = decode(line);
    try (JsonParser parser =
        factory.createParser(text.array(), text.arrayOffset(), text.remaining())) {
      JsonNode event = without.isEmpty() ? reader.readTree(parser) : tree(parser, without);
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

  private @Nullable JsonNode tree(JsonParser parser, Set<String> without) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return reader.readTree(parser);
    }
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    String field;
    while ((field = parser.nextFieldName()) != null) {
      parser.nextToken();
      if (without.contains(field)) {
        parser.skipChildren();
      } else {
        event.set(field, reader.readTree(parser));
      }
    }
    return event;
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
