package dev.whorl.inbox.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a change of rules does to groups. Events are stored ones; what a client counted instead of
 * sending ({@code suppressed}) is in no figure here, since nobody knows which group it would be in.
 * A group is called by the primary hash of its first event. The lists begin with the groups of most
 * events.
 *
 * @param events how many were grouped
 * @param unreadable how many could not be read or grouped
 * @param groupsBefore how many groups there are by the old rules
 * @param groupsAfter how many by the new ones
 * @param merged groups by the new rules that have events of several old groups
 * @param split groups by the old rules whose events get into several new groups; one that is in
 *     both lists is torn apart and its parts join others
 * @param changed groups that keep their events and are called by another hash
 * @param unchanged how many groups keep events and hash
 */
public record PreviewResult(
    long events,
    long unreadable,
    int groupsBefore,
    int groupsAfter,
    List<Merged> merged,
    List<Split> split,
    List<Changed> changed,
    int unchanged) {

  /**
   * A new group of several old ones.
   *
   * @param after what it is called
   * @param before the old groups, those with most of its events first
   * @param events how many events it has
   * @param title of one of its events, cut to 200 characters
   */
  public record Merged(String after, List<Part> before, long events, String title) {}

  /**
   * An old group that becomes several.
   *
   * @param before what it is called
   * @param after the new groups, those with most of its events first
   * @param events how many events it has
   * @param title of one of its events, cut to 200 characters
   */
  public record Split(String before, List<Part> after, long events, String title) {}

  /**
   * A group with another hash.
   *
   * @param before what it is called by the old rules
   * @param after what it is called by the new ones
   * @param events how many events it has
   * @param title of one of its events, cut to 200 characters
   */
  public record Changed(String before, String after, long events, String title) {}

  /**
   * The events that two groups have in common.
   *
   * @param hash what the other group is called
   * @param events how many there are
   * @param title of one of them, cut to 200 characters
   */
  public record Part(String hash, long events, String title) {}

  /**
   * Whether any group is not as before.
   *
   * @return true if one merges, splits or gets another hash
   */
  public boolean isChange() {
    return !merged.isEmpty() || !split.isEmpty() || !changed.isEmpty();
  }

  /**
   * The result for programs.
   *
   * @param most how many groups are in each list, and how many parts in each group; {@code more}
   *     says how many others there are
   * @return an object with the names of the components in lower case with underscores; the parts of
   *     a group are only their hashes
   */
  public ObjectNode toJson(int most) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("events", events);
    json.put("unreadable", unreadable);
    json.put("groups_before", groupsBefore);
    json.put("groups_after", groupsAfter);
    ArrayNode mergedJson = json.putArray("merged");
    for (Merged group : first(merged, most)) {
      ObjectNode entry = mergedJson.addObject();
      entry.put("after", group.after);
      entry.set("before", hashes(group.before, most));
      entry.put("events", group.events).put("title", group.title);
      putMore(entry, group.before, most);
    }
    ArrayNode splitJson = json.putArray("split");
    for (Split group : first(split, most)) {
      ObjectNode entry = splitJson.addObject();
      entry.put("before", group.before);
      entry.set("after", hashes(group.after, most));
      entry.put("events", group.events).put("title", group.title);
      putMore(entry, group.after, most);
    }
    ArrayNode changedJson = json.putArray("changed");
    for (Changed group : first(changed, most)) {
      ObjectNode entry = changedJson.addObject();
      entry.put("before", group.before).put("after", group.after);
      entry.put("events", group.events).put("title", group.title);
    }
    json.put("unchanged", unchanged);
    if (Math.max(merged.size(), Math.max(split.size(), changed.size())) > most) {
      ObjectNode more = json.putObject("more");
      more.put("merged", more(merged, most));
      more.put("split", more(split, most));
      more.put("changed", more(changed, most));
    }
    return json;
  }

  private static <T> List<T> first(List<T> list, int most) {
    return list.subList(0, Math.min(list.size(), most));
  }

  private static int more(List<?> list, int most) {
    return Math.max(0, list.size() - most);
  }

  private static void putMore(ObjectNode entry, List<Part> parts, int most) {
    if (parts.size() > most) {
      entry.put("more", more(parts, most));
    }
  }

  private static JsonNode hashes(List<Part> parts, int most) {
    ArrayNode hashes = JsonNodeFactory.instance.arrayNode();
    first(parts, most).forEach(part -> hashes.add(part.hash));
    return hashes;
  }
}
