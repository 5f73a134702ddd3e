package dev.whorl.inbox.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.grouping.facts.GroupableEvent.Message;
import dev.whorl.grouping.facts.GroupableEvent.ThreadFacts;
import dev.whorl.grouping.facts.GroupableTrace;
import dev.whorl.inbox.preview.PrintableText;
import dev.whorl.inbox.store.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a group.
 *
 * @param id its id
 * @param group the hash that names its group
 * @param seen when it happened
 * @param newer the id of the next one of the group; null if this is the latest
 * @param older the id of the one before; null if this is the oldest
 * @param facts what it says in one word each
 * @param message the text of the log call; empty for none
 * @param template of the message, if it is another text; empty for none
 * @param messageMark whether the message enters the group; null if nothing is said of it
 * @param exceptions the logged one first
 * @param otherTrace frames that belong to no exception
 * @param breadcrumbs the latest first
 * @param contexts what it says of its surroundings, MDC first
 * @param raw the event as JSON, or its beginning
 * @param cut whether that is only its beginning
 */
record EventView(
    String id,
    String group,
    When seen,
    @Nullable String newer,
    @Nullable String older,
    List<Fact> facts,
    String message,
    String template,
    @Nullable Mark messageMark,
    List<ExceptionView> exceptions,
    List<FrameRun> otherTrace,
    List<Crumb> breadcrumbs,
    List<Context> contexts,
    String raw,
    boolean cut) {
  private static final int LATEST_CRUMBS = 10;
  private static final int LONGEST_RAW = 64 << 10;
  private static final int MOST_CONTEXTS = 50;
  private static final List<String> PLAIN =
      List.of(
          "release",
          "environment",
          "logger",
          "level",
          "server_name",
          "dist",
          "transaction",
          "platform");

  /**
   * What an event says of one thing.
   *
   * @param name the thing
   * @param facts what is said
   */
  record Context(String name, List<Fact> facts) {}

  List<Crumb> latestCrumbs() {
    return breadcrumbs.subList(0, Math.min(breadcrumbs.size(), LATEST_CRUMBS));
  }

  List<Crumb> earlierCrumbs() {
    return breadcrumbs.subList(latestCrumbs().size(), breadcrumbs.size());
  }

  /** Of an event that was explained, so that it is known what is in-app. */
  static EventView of(
      StoredEvent stored, JsonNode payload, GroupableEvent event, Marks marks, Instant now) {
    Message message = event.message();
    String formatted = message == null || message.formatted() == null ? "" : message.formatted();
    String template = message == null || message.template() == null ? "" : message.template();
    String raw = JsonText.lines(payload, LONGEST_RAW);
    return new EventView(
        stored.eventId(),
        stored.group(),
        new When(stored.seen(), now),
        stored.newer(),
        stored.older(),
        facts(stored, payload),
        PageText.block(formatted),
        template.equals(formatted) ? "" : PageText.block(template),
        marks.message(),
        ExceptionView.chain(payload, event, marks),
        otherTrace(event, marks),
        Crumb.of(payload),
        contexts(payload),
        PrintableText.ofLines(raw, LONGEST_RAW),
        raw.length() == LONGEST_RAW);
  }

  private static List<Fact> facts(StoredEvent stored, JsonNode payload) {
    List<Fact> facts = new ArrayList<>();
    for (String name : PLAIN) {
      add(facts, name.replace("server_name", "server"), payload.path(name));
    }
    JsonNode threads = payload.path("threads");
    for (JsonNode thread : threads.isArray() ? threads : threads.path("values")) {
      if (thread.path("current").asBoolean() || thread.path("crashed").asBoolean()) {
        add(facts, "thread", thread.path("name"));
        break;
      }
    }
    JsonNode sdk = payload.path("sdk");
    if (sdk.path("name").isTextual()) {
      String version = sdk.path("version").asText("");
      facts.add(Fact.of("client", (sdk.path("name").asText() + " " + version).strip()));
    }
    facts.add(Fact.of("came by", stored.source()));
    return List.copyOf(facts);
  }

  private static void add(List<Fact> facts, String name, JsonNode value) {
    if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
      facts.add(Fact.of(name, value.asText()));
    }
  }

  /** Of the two traces that may count, the one that the explanation goes through. */
  private static List<FrameRun> otherTrace(GroupableEvent event, Marks marks) {
    GroupableTrace trace = event.trace();
    int wanted = marks.otherFrames();
    for (ThreadFacts thread : event.threads()) {
      boolean better = wanted > 0 && trace.size() != wanted && thread.trace().size() == wanted;
      if (trace.isEmpty() || better) {
        trace = thread.trace();
      }
    }
    return ExceptionView.runs(trace, trace.size() == wanted ? marks : Marks.NOTHING, -1);
  }

  private static List<Context> contexts(JsonNode payload) {
    List<Context> contexts = new ArrayList<>();
    JsonNode sent = payload.path("contexts");
    addContext(contexts, "MDC", sent.path("MDC"));
    addContext(contexts, "tags", payload.path("tags"));
    addContext(contexts, "user", payload.path("user"));
    addContext(contexts, "request", payload.path("request"));
    addContext(contexts, "extra", payload.path("extra"));
    for (Map.Entry<String, JsonNode> context : sent.properties()) {
      if (!context.getKey().equals("MDC") && contexts.size() < MOST_CONTEXTS) {
        addContext(contexts, PageText.line(context.getKey()), context.getValue());
      }
    }
    return List.copyOf(contexts);
  }

  private static void addContext(List<Context> contexts, String name, JsonNode json) {
    if (json.isObject() && !json.isEmpty()) {
      contexts.add(new Context(name, Fact.ofFields(json)));
    } else if (json.isArray() && !json.isEmpty()) {
      contexts.add(new Context(name, List.of(Fact.of("", Fact.text(json)))));
    }
  }
}
