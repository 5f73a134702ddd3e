package dev.whorl.inbox.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.whorl.inbox.payload.EventFromJson;
import dev.whorl.inbox.payload.EventReader;
import dev.whorl.inbox.payload.RecordedVariables;
import dev.whorl.inbox.payload.UnreadableEventException;
import dev.whorl.inbox.preview.PreviewJobs;
import dev.whorl.inbox.rules.RulesInForce;
import dev.whorl.inbox.store.EventPage;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.GroupQuery;
import dev.whorl.inbox.store.GroupSummary;
import dev.whorl.inbox.store.StoredEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The inbox as data: groups, events and numbers, read-only. */
public final class InboxApi {
  private static final String ROOT = "/api/inbox";
  private static final int USUAL_LIMIT = 50;
  private static final int MOST = 500;

  private final EventStore store;
  private final RulesInForce rules;
  private final String version;
  private final EventReader reader = new EventReader();

  private InboxApi(EventStore store, RulesInForce rules, String version) {
    this.store = store;
    this.rules = rules;
    this.version = version;
  }

  /**
   * Adds the routes of the data to others.
   *
   * @param routes are added to
   * @param store has the events
   * @param rules explain groups, and are what a preview compares with
   * @param previews run previews
   * @param version what the inbox calls its version
   */
  public static void addTo(
      Routes routes, EventStore store, RulesInForce rules, PreviewJobs previews, String version) {
    InboxApi api = new InboxApi(store, rules, version);
    PreviewEndpoints preview = new PreviewEndpoints(store, rules, previews);
    routes
        .add("GET", ROOT + "/groups", api::groups)
        .add("GET", ROOT + "/groups/{hash}", api::group)
        .add("GET", ROOT + "/groups/{hash}/events", api::events)
        .add("GET", ROOT + "/events/{id}", api::event)
        .add("GET", ROOT + "/status", api::status)
        .add("POST", ROOT + "/preview", preview::run)
        .add("POST", ROOT + "/previews", preview::start)
        .add("GET", ROOT + "/previews/{id}", preview::follow)
        .add("DELETE", ROOT + "/previews/{id}", preview::cancel);
  }

  private Answer groups(WebRequest request) {
    Parameters parameters =
        new Parameters(
            request,
            "query",
            "environment",
            "release",
            "level",
            "logger",
            "since",
            "until",
            "sort",
            "limit",
            "cursor");
    GroupQuery query =
        new GroupQuery(
            parameters.text("query"),
            parameters.text("environment"),
            parameters.text("release"),
            parameters.text("level"),
            parameters.text("logger"),
            parameters.time("since"),
            parameters.time("until"),
            parameters.choice(
                "sort",
                GroupQuery.Sort.LAST_SEEN,
                List.of(GroupQuery.Sort.values()),
                sort -> sort.name().toLowerCase(Locale.ROOT)),
            parameters.number("limit", USUAL_LIMIT, 1, MOST),
            parameters.text("cursor"));
    return Answer.json(200, InboxJson.groups(store.groups(query)));
  }

  private Answer group(WebRequest request) {
    new Parameters(request);
    String hash = request.parameter("hash");
    Optional<GroupSummary> group = store.group(hash);
    if (group.isEmpty()) {
      return noGroup(hash);
    }
    ObjectNode json = InboxJson.group(group.get());
    json.set("hashes", InboxJson.texts(store.hashes(hash)));
    json.set("tags", InboxJson.tags(store.tags(hash)));
    Optional<StoredEvent> latest = store.latestEvent(hash).flatMap(store::event);
    latest.ifPresent(
        event -> {
          json.put("latest_event", event.eventId());
          json.set("why", why(event));
        });
    return Answer.json(200, json);
  }

  /** By the rules in force now, which may be others than when the event arrived. */
  private ObjectNode why(StoredEvent event) {
    try {
      JsonNode payload = reader.read(event.payload());
      return InboxJson.why(
          rules.grouper().explain(EventFromJson.read(payload), new RecordedVariables(payload)));
    } catch (UnreadableEventException e) {
      throw new IllegalStateException("Stored event " + event.eventId() + ": " + e.reason(), e);
    }
  }

  private Answer events(WebRequest request) {
    Parameters parameters = new Parameters(request, "limit", "cursor");
    String hash = request.parameter("hash");
    EventPage page =
        store.events(
            hash, parameters.text("cursor"), parameters.number("limit", USUAL_LIMIT, 1, MOST));
    return page.total() == 0 ? noGroup(hash) : Answer.json(200, InboxJson.events(page));
  }

  private Answer event(WebRequest request) {
    new Parameters(request);
    String id = request.parameter("id");
    return store
        .event(id)
        .map(event -> new Answer(200, "application/json", event.payload()))
        .orElseGet(() -> Answer.refusal(404, "There is no event " + id + " in the inbox"));
  }

  private Answer status(WebRequest request) {
    new Parameters(request);
    return Answer.json(200, InboxJson.status(store.totals(), version));
  }

  private static Answer noGroup(String hash) {
    return Answer.refusal(404, "There is no group " + hash + " in the inbox");
  }
}
