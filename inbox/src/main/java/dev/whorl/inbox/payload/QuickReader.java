package dev.whorl.inbox.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads of the usual JSON of an event what is needed, and skips the rest, with the frames of
 * traces: they become {@link UnreadFrames}. Whatever is unusual is left to others.
 */
final class QuickReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Event, {@code exception}, {@code values}, one of them, {@code stacktrace}. */
  private static final int LEVELS_ABOVE_FRAMES = 5;

  private final JsonFactory factory;
  private final ObjectReader reader;
  private final Set<String> without;

  /** Leaves out these fields of events. */
  QuickReader(JsonFactory factory, ObjectReader reader, Set<String> without) {
    this.factory = factory;
    this.reader = reader;
    this.without = without;
  }

  /**
   * Reads an event.
   *
   * @param line valid UTF-8
   * @return null if it is not one JSON object, or may not be
   */
  @Nullable JsonNode read(byte[] line) throws IOException {
    if (line.length < 2 || line[0] != '{' || line[1] != '"') {
      return null; // The parser would take other encodings, too.
    }
    try (JsonParser parser = factory.createParser(line)) {
      parser.nextToken();
      ObjectNode event = NODES.objectNode();
      String field;
      while ((field = parser.nextFieldName()) != null) {
        parser.nextToken();
        if (without.contains(field)) {
          parser.skipChildren();
        } else {
          event.set(field, node(parser, line, field, 1));
        }
      }
      return parser.nextToken() == null ? event : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private JsonNode node(JsonParser parser, byte[] line, String name, int level) throws IOException {
    JsonToken token = parser.currentToken();
    if (level == LEVELS_ABOVE_FRAMES || token != JsonToken.START_OBJECT) {
      return token == JsonToken.START_ARRAY && level < LEVELS_ABOVE_FRAMES
          ? array(parser, line, name, level)
          : reader.readTree(parser);
    }
    ObjectNode object = NODES.objectNode();
    String field;
    while ((field = parser.nextFieldName()) != null) {
      boolean frames = parser.nextToken() == JsonToken.START_ARRAY && field.equals("frames");
      object.set(
          field,
          frames && name.equals("stacktrace")
              ? NODES.pojoNode(frames(parser, line))
              : node(parser, line, field, level + 1));
    }
    return object;
  }

  private ArrayNode array(JsonParser parser, byte[] line, String name, int level)
      throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(node(parser, line, name, level + 1));
    }
    return array;
  }

  private static UnreadFrames frames(JsonParser parser, byte[] line) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return new UnreadFrames(line, from, (int) parser.currentLocation().getByteOffset());
  }
}
