package dev.whorl.inbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.whorl.grouping.Group;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.inbox.payload.EventFromJson;
import dev.whorl.inbox.payload.RecordedVariables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The group of an event as a line of JSON, for programs. */
final class GroupLine {
  private static final List<String> DEFAULT = List.of("{{ default }}");

  private final Grouper grouper;

  GroupLine(Grouper grouper) {
    this.grouper = grouper;
  }

  String of(JsonNode payload) {
    GroupableEvent event = EventFromJson.read(payload);
    Group group = grouper.group(event, new RecordedVariables(payload));
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("hash", group.hash());
    line.set("hashes", array(group.hashes()));
    line.set("fingerprint", array(group.fingerprint()));
    line.set("resolved", array(group.resolved()));
    line.put("from", from(group, payload, event.fingerprint()));
    line.put("title", group.title());
    return line.toString();
  }

  /** Where the fingerprint comes from: a rule, what the event says of it, or that it has one. */
  private static String from(Group group, JsonNode payload, @Nullable List<String> own) {
    if (group.ruleLine() > 0) {
      return "rule:" + group.ruleLine();
    }
    boolean has = own != null && !own.isEmpty() && !own.equals(DEFAULT);
    JsonNode recorded = payload.path("contexts").path("whorl").path("fingerprint_from");
    boolean says = recorded.isTextual() && !recorded.textValue().isEmpty();
    // One that was sent with grouping=client says "default" and yet brings a fingerprint, its hash.
    if (says && !(has && recorded.textValue().equals("default"))) {
      return recorded.textValue();
    }
    return has ? "client" : "default";
  }

  private static ArrayNode array(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
