package dev.whorl.inbox.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The text by which a search finds an event: first what its title is made of, then what tells it
 * from others, one text a line.
 */
public final class SearchText {
  /** How many characters it has at most. */
  public static final int LONGEST = 4096;

  /** One long message must not leave out all that comes after it. */
  private static final int LONGEST_PART = 1024;

  private final StringBuilder text = new StringBuilder();
  private final Set<String> seen = new HashSet<>();

  private SearchText() {}

  /**
   * The text of an event.
   *
   * @param payload the event
   * @return at most {@link #LONGEST} characters without control characters but line breaks; empty
   *     if the event has no texts
   */
  public static String of(JsonNode payload) {
    SearchText search = new SearchText();
    search.read(payload);
    return search.text.toString();
  }

  private void read(JsonNode payload) {
    List<JsonNode> exceptions = values(payload.path("exception"));
    for (int i = exceptions.size() - 1; i >= 0; i--) {
      add(exceptions.get(i).path("type"));
      add(exceptions.get(i).path("value"));
    }
    // Older clients, and the official one for Java, write the message under its old name.
    message(payload.path("logentry"));
    message(payload.path("message"));
    add(payload.path("logger"));
    add(payload.path("transaction"));
    tags(payload.path("tags"));
    payload.path("contexts").path("MDC").forEach(this::add);
    for (int i = exceptions.size() - 1; i >= 0 && !isFull(); i--) {
      frames(exceptions.get(i).path("stacktrace").path("frames"));
    }
    frames(payload.path("stacktrace").path("frames"));
    for (JsonNode thread : values(payload.path("threads"))) {
      frames(thread.path("stacktrace").path("frames"));
    }
  }

  private void message(JsonNode message) {
    add(message);
    add(message.path("formatted"));
    add(message.path("message"));
  }

  /** An object, or a list of pairs. */
  private void tags(JsonNode tags) {
    for (JsonNode tag : tags) {
      add(tags.isArray() ? tag.path(1) : tag);
    }
  }

  /** Those nearest to the throw first. */
  private void frames(JsonNode frames) {
    for (int i = frames.size() - 1; i >= 0 && !isFull(); i--) {
      JsonNode frame = frames.path(i);
      if (frame.path("in_app").asBoolean()) {
        JsonNode module = frame.path("module");
        add(module.isTextual() ? module : frame.path("filename"));
        add(frame.path("function"));
      }
    }
  }

  private boolean isFull() {
    return text.length() >= LONGEST;
  }

  private void add(JsonNode value) {
    if (!value.isValueNode() || value.isNull() || isFull()) {
      return;
    }
    String part = cut(value.asText(), LONGEST_PART);
    if (part.isBlank() || !seen.add(part)) {
      return;
    }
    if (text.length() > 0) {
      text.append('\n');
    }
    String fitting = cut(part, LONGEST - text.length());
    for (int i = 0; i < fitting.length(); i++) {
      char c = fitting.charAt(i);
      text.append(Character.isISOControl(c) ? ' ' : c);
    }
  }

  /** Not between the halves of a character. */
  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean halved = longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, halved ? longest - 1 : longest);
  }

  /** A list, the {@code values} of an object, or the object itself, as the only one. */
  private static List<JsonNode> values(JsonNode json) {
    if (json.isObject() && !json.has("values")) {
      return List.of(json);
    }
    List<JsonNode> values = new ArrayList<>();
    (json.isArray() ? json : json.path("values")).forEach(values::add);
    return values;
  }
}
