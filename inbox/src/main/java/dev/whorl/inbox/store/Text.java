package dev.whorl.inbox.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Texts as columns hold them. */
final class Text {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> LIST = new TypeReference<>() {};
  private static final int MOST_PARTS = 50;
  private static final int LONGEST_PART = 500;

  private Text() {}

  /** The beginning of a text, without half a character at its end. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  static String ofList(List<String> parts) {
    try {
      return JSON.writeValueAsString(
          parts.stream().limit(MOST_PARTS).map(part -> cut(part, LONGEST_PART)).toList());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static List<String> list(String text) {
    try {
      return List.copyOf(JSON.readValue(text, LIST));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
