package dev.whorl.inbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.whorl.grouping.Group;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.inbox.payload.EventFromJson;
import dev.whorl.inbox.payload.FingerprintOrigin;
import dev.whorl.inbox.payload.RecordedVariables;
import java.util.List;

/** The group of an event as a line of JSON, for programs. */
final class GroupLine {
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
    line.put("from", FingerprintOrigin.of(group, payload, event.fingerprint()));
    line.put("title", group.title());
    return line.toString();
  }

  private static ArrayNode array(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
