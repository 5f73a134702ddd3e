package dev.whorl.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A group as the inbox shows it.
 *
 * @param row as in the list of groups
 * @param whole as on its own
 * @param events those of the logger that was asked for, as they were sent
 */
public record ShownGroup(JsonNode row, JsonNode whole, List<JsonNode> events) {
  /** Copies the list. */
  public ShownGroup {
    events = List.copyOf(events);
  }

  /** The hash that names it. */
  public String hash() {
    return row.path("hash").asText();
  }

  /** How many events it has. */
  public long count() {
    return row.path("events").asLong();
  }

  /** What lists call it. */
  public String title() {
    return row.path("title").asText();
  }

  /** The texts of its fingerprint. */
  public List<String> fingerprint() {
    return StreamSupport.stream(row.path("fingerprint").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
