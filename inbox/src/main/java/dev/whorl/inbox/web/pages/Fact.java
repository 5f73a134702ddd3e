package dev.whorl.inbox.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.inbox.preview.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Something that an event says.
 *
 * @param name of it
 * @param value what it says, with its lines
 */
record Fact(String name, String value) {
  private static final int LONGEST = 2000;
  private static final int MOST = 200;

  static Fact of(String name, String value) {
    return new Fact(PageText.line(name), PrintableText.ofLines(value, LONGEST));
  }

  /** The fields of an object, up to many. */
  static List<Fact> ofFields(JsonNode object) {
    List<Fact> facts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (facts.size() == MOST) {
        facts.add(new Fact("…", (object.size() - MOST) + " more; all are in the raw event"));
        break;
      }
      facts.add(of(field.getKey(), text(field.getValue())));
    }
    return List.copyOf(facts);
  }

  static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : JsonText.compact(value, LONGEST + 1);
  }
}
