package dev.whorl.inbox.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.inbox.payload.EventTime;
import dev.whorl.inbox.preview.PrintableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that happened before an event.
 *
 * @param time of the day; as the client wrote it, if that is in no way known
 * @param level for example {@code info}; empty for none
 * @param category for example the logger; empty for none
 * @param text what happened
 */
record Crumb(String time, String level, String category, String text) {
  private static final int MOST = 100;
  private static final int LONGEST = 2000;

  /** The latest ones of an event, the very latest first. */
  static List<Crumb> of(JsonNode payload) {
    JsonNode sent = payload.path("breadcrumbs");
    JsonNode values = sent.isArray() ? sent : sent.path("values");
    List<Crumb> crumbs = new ArrayList<>();
    for (int i = values.size() - 1; i >= 0 && crumbs.size() < MOST; i--) {
      if (values.get(i).isObject()) {
        crumbs.add(crumb(values.get(i)));
      }
    }
    return List.copyOf(crumbs);
  }

  private static Crumb crumb(JsonNode json) {
    String message = json.path("message").asText("");
    JsonNode data = json.path("data");
    String more = data.isEmpty() ? "" : JsonText.compact(data, LONGEST);
    return new Crumb(
        time(json.path("timestamp")),
        PageText.line(json.path("level").asText("")),
        PageText.line(json.path("category").asText(json.path("type").asText(""))),
        PrintableText.ofLines(message.isEmpty() ? more : (message + " " + more).strip(), LONGEST));
  }

  private static String time(JsonNode json) {
    Instant time = EventTime.of(json);
    return time == null ? PageText.line(json.asText("")) : When.timeOfDay(time);
  }
}
