package dev.whorl.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object in the JSON of an event. What is missing or of another type reads as nothing.
 *
 * @param values strings, numbers, booleans, nulls, lists and maps, by name
 */
record Payload(Map<?, ?> values) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads one object.
   *
   * @throws IOException if the text is anything else
   */
  static Payload read(String json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      if (value(parser) instanceof Map<?, ?> values) {
        return new Payload(values);
      }
      throw new IOException("The event is no JSON object: " + json);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, value(parser));
        }
        yield Collections.unmodifiableMap(object);
      }
      case START_ARRAY -> {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield Collections.unmodifiableList(array);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  /** An object in this one; an empty one if there is none. */
  Payload at(String name) {
    return values.get(name) instanceof Map<?, ?> map ? new Payload(map) : new Payload(Map.of());
  }

  /** The objects of a list in this one. */
  List<Payload> list(String name) {
    List<Payload> objects = new ArrayList<>();
    for (Object element : array(name)) {
      if (element instanceof Map<?, ?> map) {
        objects.add(new Payload(map));
      }
    }
    return objects;
  }

  /** The texts of a list in this one; null if there is no list. */
  @Nullable List<String> texts(String name) {
    return values.get(name) instanceof List<?>
        ? array(name).stream().map(String::valueOf).toList()
        : null;
  }

  private List<?> array(String name) {
    return values.get(name) instanceof List<?> list ? list : List.of();
  }

  @Nullable String text(String name) {
    Object value = values.get(name);
    return value == null ? null : String.valueOf(value);
  }

  String text(String name, String missing) {
    String text = text(name);
    return text == null ? missing : text;
  }

  @Nullable Integer number(String name) {
    return values.get(name) instanceof Number number ? number.intValue() : null;
  }

  long number(String name, long missing) {
    return values.get(name) instanceof Number number ? number.longValue() : missing;
  }

  @Nullable Boolean flag(String name) {
    return values.get(name) instanceof Boolean flag ? flag : null;
  }

  /** All values as texts, without nulls, in their order. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value != null) {
            texts.put(String.valueOf(name), String.valueOf(value));
          }
        });
    return Collections.unmodifiableMap(texts);
  }
}
