package dev.whorl.inbox.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.whorl.grouping.Explanation;
import dev.whorl.grouping.rules.RuleError;
import dev.whorl.inbox.rules.InvalidRulesException;
import dev.whorl.inbox.rules.RulesKind;
import dev.whorl.inbox.store.EventPage;
import dev.whorl.inbox.store.EventSummary;
import dev.whorl.inbox.store.GroupPage;
import dev.whorl.inbox.store.GroupSummary;
import dev.whorl.inbox.store.TagShare;
import dev.whorl.inbox.store.Totals;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the inbox knows, as JSON. */
final class InboxJson {
  private static final int MOST_ERRORS = 200;
  private static final int LONGEST_PART = 8192;

  private InboxJson() {}

  static ObjectNode groups(GroupPage page) {
    ObjectNode json = object().put("total", page.total()).put("cursor", page.cursor());
    ArrayNode groups = json.putArray("groups");
    page.groups().forEach(group -> groups.add(group(group)));
    return json;
  }

  static ObjectNode group(GroupSummary group) {
    ObjectNode json = object();
    json.put("hash", group.hash());
    json.put("title", group.title());
    json.put("where", group.where());
    json.put("level", group.level());
    json.put("events", group.events());
    json.put("suppressed", group.suppressed());
    json.put("first_seen", group.firstSeen().toString());
    json.put("last_seen", group.lastSeen().toString());
    json.set("fingerprint", texts(group.fingerprint()));
    json.put("from", group.from());
    return json;
  }

  /** Each tag with its values and how many events had them; all further ones under "". */
  static ObjectNode tags(List<TagShare> tags) {
    ObjectNode json = object();
    for (TagShare tag : tags) {
      ObjectNode values = json.putObject(tag.name());
      tag.values().forEach(value -> values.put(value.value(), value.count()));
      if (tag.other() > 0) {
        values.put("", tag.other());
      }
    }
    return json;
  }

  static ObjectNode why(Explanation explanation) {
    ObjectNode json = object();
    json.put("hash", explanation.group().hash());
    json.put("variant", explanation.variant());
    json.set("contributing", parts(explanation.contributing()));
    json.set("left_out", parts(explanation.leftOut()));
    return json;
  }

  private static ArrayNode parts(List<Explanation.Part> parts) {
    ArrayNode json = array();
    for (Explanation.Part part : parts) {
      ObjectNode entry = json.addObject();
      entry.put("kind", part.kind().name().toLowerCase(Locale.ROOT));
      if (part.exception() >= 0) {
        entry.put("exception", part.exception());
      }
      if (part.frame() >= 0) {
        entry.put("frame", part.frame());
      }
      entry.put("text", cut(part.text()));
      if (part.contributes()) {
        entry.put("value", cut(part.value()));
      }
      if (part.reason() != null) {
        entry.put("reason", part.reason());
      }
    }
    return json;
  }

  /**
   * A message of a megabyte may stand in very many parts. Not between the halves of a character.
   */
  private static String cut(String text) {
    if (text.length() <= LONGEST_PART) {
      return text;
    }
    boolean halved = Character.isHighSurrogate(text.charAt(LONGEST_PART - 1));
    return text.substring(0, halved ? LONGEST_PART - 1 : LONGEST_PART) + "...";
  }

  static ObjectNode events(EventPage page) {
    ObjectNode json = object().put("cursor", page.cursor());
    ArrayNode events = json.putArray("events");
    for (EventSummary event : page.events()) {
      ObjectNode entry = events.addObject();
      entry.put("id", event.eventId());
      entry.put("received", event.received().toString());
      entry.put("timestamp", event.seen().toString());
      entry.put("title", event.title());
      entry.put("release", event.release());
      entry.put("environment", event.environment());
    }
    return json;
  }

  static ObjectNode status(Totals totals, String version) {
    ObjectNode json = object();
    json.put("received", totals.received());
    json.put("stored", totals.stored());
    json.put("duplicates", totals.duplicates());
    json.set("rejected", counts(totals.rejected()));
    json.set("ignored_items", counts(totals.ignoredItems()));
    json.set("client_discards", counts(totals.clientDiscards()));
    json.set("sources", counts(totals.sources()));
    json.put("groups", totals.groups());
    json.put("events", totals.events());
    json.put("suppressed", totals.suppressed());
    json.put("database_bytes", totals.databaseBytes());
    json.put("problem", totals.problem());
    json.put("version", version);
    return json;
  }

  /** The answer to rules that are not valid. */
  static Answer invalid(InvalidRulesException e) {
    ObjectNode json = object();
    json.set("errors", errors(e.rules(), e.stackRules()));
    return Answer.json(400, json);
  }

  /** What is wrong with rules, at most so much of each kind as people can read. */
  static ArrayNode errors(List<RuleError> rules, List<RuleError> stackRules) {
    ArrayNode json = array();
    errors(json, RulesKind.FINGERPRINT, rules);
    errors(json, RulesKind.STACK_TRACE, stackRules);
    return json;
  }

  private static void errors(ArrayNode json, RulesKind kind, List<RuleError> errors) {
    for (RuleError error : errors.subList(0, Math.min(errors.size(), MOST_ERRORS))) {
      ObjectNode entry = json.addObject();
      entry.put("in", kind.field());
      entry.put("line", error.line());
      entry.put("column", error.column());
      entry.put("message", error.message());
      entry.put("expected", error.expected());
    }
  }

  static ArrayNode texts(List<String> texts) {
    ArrayNode json = array();
    texts.forEach(json::add);
    return json;
  }

  private static ObjectNode counts(Map<String, Long> counts) {
    ObjectNode json = object();
    counts.forEach(json::put);
    return json;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
