package dev.whorl.inbox.payload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.Message;
import dev.whorl.grouping.facts.GroupableEvent.Template;
import dev.whorl.grouping.facts.GroupableEvent.ThreadFacts;
import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import dev.whorl.grouping.facts.GroupableFrame;
import dev.whorl.grouping.facts.GroupableTrace;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what takes part in grouping out of the JSON of an event, and normalizes it as a server does
 * before it groups. What has the wrong type counts as missing.
 */
public final class EventFromJson {
  /** Fields of which nothing is read here, nor by variables of a fingerprint. */
  static final Set<String> WITHOUT_INFLUENCE =
      Set.of("breadcrumbs", "debug_meta", "extra", "modules", "request", "user");

  /** A server keeps about so many frames of a trace, half of them at each end. */
  private static final int MOST_FRAMES = 250;

  /** Each part of a fingerprint may stand for all of the message, so a few bytes for very many. */
  static final int MOST_PARTS = 200;

  /** A value that begins with the type, of an exception that was sent without one. */
  private static final Pattern TYPE_AND_VALUE =
      Pattern.compile("(\\w+):\\s+(\\S.*)", Pattern.DOTALL);

  private static final List<String> URL_SCHEMES =
      List.of("http:", "https:", "file:", "applewebdata:");

  private final JsonNode json;
  private final @Nullable KnownTraces known;
  private final String platform;

  private EventFromJson(JsonNode json, @Nullable KnownTraces known) {
    this.json = json;
    this.known = known;
    platform = text(json, "platform", "other");
  }

  /**
   * Reads an event.
   *
   * @param event the payload
   * @return the event, normalized
   */
  public static GroupableEvent read(JsonNode event) {
    return new EventFromJson(event, null).event();
  }

  /**
   * Reads an event that {@link EventReader#readForGrouping} has read.
   *
   * @param event the payload
   * @param traces knows what comes of stack traces seen before
   * @return the event, normalized, for the grouper of the traces
   */
  public static GroupableEvent read(JsonNode event, KnownTraces traces) {
    return new EventFromJson(event, traces).event();
  }

  private GroupableEvent event() {
    return new GroupableEvent(
        platform,
        text(json, "checksum"),
        fingerprint(json.path("fingerprint")),
        message(),
        exceptions(json).stream().map(this::exception).toList(),
        values(json.path("threads")).stream().map(this::thread).toList(),
        trace(json),
        template(json.path("template")),
        text(json, "level", "error"),
        text(json, "logger"),
        text(json, "transaction"),
        tags(json.path("tags")),
        text(json, "release"),
        text(json.path("sdk"), "name"));
  }

  private static @Nullable List<String> fingerprint(JsonNode json) {
    if (!json.isArray()) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode part : json) {
      if (parts.size() == MOST_PARTS) {
        break;
      }
      if (part.isTextual()) {
        parts.add(part.textValue());
      } else if (part.isBoolean()) {
        parts.add(part.booleanValue() ? "True" : "False");
      } else if (part.isIntegralNumber()
          || part.isNumber() && Double.isFinite(part.doubleValue())) {
        parts.add(part.decimalValue().toBigInteger().toString());
      }
    }
    return parts;
  }

  private @Nullable Message message() {
    JsonNode entry = json.path("logentry");
    if (!entry.isContainerNode() && !entry.isTextual() && json.path("message").isObject()) {
      // As the official client for Java calls it.
      entry = json.path("message");
    }
    String template = entry.isTextual() ? entry.textValue() : text(entry, "message");
    String formatted = text(entry, "formatted");
    if (template == null && formatted == null) {
      template = text(json, "message");
    }
    if (template == null && formatted == null) {
      return null;
    }
    if (formatted == null && template != null) {
      formatted = MessageParameters.insert(template, entry.path("params"));
    }
    if (formatted == null || formatted.equals(template)) {
      return new Message(null, template);
    }
    return new Message(template, formatted);
  }

  /**
   * The exceptions of an event as it has them.
   *
   * @param event the payload
   * @return in the order in which {@link #read} gives them, which is that of the payload
   */
  public static List<JsonNode> exceptions(JsonNode event) {
    JsonNode json = event.path("exception");
    boolean single = json.isObject() && !json.has("values");
    return single ? List.of(json) : values(json);
  }

  private ThrownFacts exception(JsonNode json) {
    String type = text(json, "type");
    String value = text(json, "value");
    if (type == null && value != null) {
      Matcher both = TYPE_AND_VALUE.matcher(value);
      if (both.matches()) {
        type = both.group(1);
        value = both.group(2);
      }
    }
    JsonNode mechanism = json.path("mechanism");
    return new ThrownFacts(
        type,
        value,
        text(mechanism, "type"),
        number(mechanism, "exception_id"),
        number(mechanism, "parent_id"),
        mechanism.path("is_exception_group").asBoolean(),
        mechanism.path("synthetic").asBoolean(),
        trace(json));
  }

  private ThreadFacts thread(JsonNode json) {
    return new ThreadFacts(
        json.path("crashed").asBoolean(), json.path("current").asBoolean(), trace(json));
  }

  private GroupableTrace trace(JsonNode owner) {
    JsonNode frames = owner.path("stacktrace").path("frames");
    UnreadFrames unread = UnreadFrames.in(frames);
    if (unread == null) {
      return ofFrames(frames);
    }
    return Objects.requireNonNull(known, "nobody knows frames that were not read")
        .of(unread, platform);
  }

  /** The trace of these frames, which may be none. */
  static GroupableTrace ofFrames(JsonNode frames) {
    List<JsonNode> nodes = values(frames);
    if (nodes.size() > MOST_FRAMES) {
      List<JsonNode> ends = new ArrayList<>(nodes.subList(0, MOST_FRAMES / 2));
      ends.addAll(nodes.subList(nodes.size() - MOST_FRAMES / 2, nodes.size()));
      nodes = ends;
    }
    GroupableTrace trace = new GroupableTrace(nodes.stream().map(EventFromJson::frame).toList());
    for (int i = 0; i < nodes.size(); i++) {
      String category = text(nodes.get(i).path("data"), "category");
      if (category != null) {
        trace.category(i, category, "said by the client");
      }
    }
    return trace;
  }

  private static GroupableFrame frame(JsonNode json) {
    String absPath = text(json, "abs_path");
    String filename = text(json, "filename");
    if (isEmpty(absPath)) {
      absPath = filename;
      filename = null;
    }
    if (isEmpty(filename) && absPath != null && !absPath.isEmpty()) {
      filename = pathOf(absPath);
    }
    String function = text(json, "function");
    JsonNode inApp = json.path("in_app");
    return new GroupableFrame(
        text(json, "platform"),
        text(json, "module"),
        isEmpty(function) ? text(json, "raw_function") : function,
        filename,
        absPath,
        text(json, "package"),
        text(json, "context_line"),
        json.path("lineno").asInt(),
        json.path("colno").asInt(),
        inApp.isBoolean() ? inApp.booleanValue() : null);
  }

  /** Of a URL only its path, unless that says nothing. */
  private static String pathOf(String absPath) {
    if (URL_SCHEMES.stream().noneMatch(absPath::startsWith)) {
      return absPath;
    }
    try {
      String path = URI.create(absPath).getPath();
      return isEmpty(path) || path.equals("/") ? absPath : path;
    } catch (IllegalArgumentException noUrl) {
      return absPath;
    }
  }

  private static @Nullable Template template(JsonNode json) {
    if (!json.isObject()) {
      return null;
    }
    return new Template(text(json, "filename"), text(json, "context_line"));
  }

  /** Tags are an object, or a list of pairs. */
  static Map<String, String> tags(JsonNode json) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (json.isObject()) {
      json.fieldNames().forEachRemaining(name -> tag(tags, name, json.path(name)));
    }
    for (JsonNode pair : values(json)) {
      if (pair.path(0).isTextual()) {
        tag(tags, pair.path(0).textValue(), pair.path(1));
      }
    }
    return tags;
  }

  private static void tag(Map<String, String> tags, String name, JsonNode value) {
    if (value.isValueNode() && !value.isNull()) {
      tags.put(name, value.asText());
    }
  }

  /** The entries of a list, or of the {@code values} of an object, without nulls. */
  private static List<JsonNode> values(JsonNode json) {
    List<JsonNode> values = new ArrayList<>();
    for (JsonNode value : json.isArray() ? json : json.path("values")) {
      if (value.isContainerNode()) {
        values.add(value);
      }
    }
    return values;
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static String text(JsonNode json, String name, String missing) {
    String text = text(json, name);
    return text == null ? missing : text;
  }

  static @Nullable String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isValueNode() && !value.isNull() ? value.asText() : null;
  }

  private static @Nullable Integer number(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isIntegralNumber() ? value.intValue() : null;
  }
}
