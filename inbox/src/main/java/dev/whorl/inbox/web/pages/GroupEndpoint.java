package dev.whorl.inbox.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.Explanation;
import dev.whorl.grouping.facts.GroupableEvent;
import dev.whorl.inbox.payload.EventFromJson;
import dev.whorl.inbox.payload.EventReader;
import dev.whorl.inbox.payload.RecordedVariables;
import dev.whorl.inbox.payload.UnreadableEventException;
import dev.whorl.inbox.rules.RulesInForce;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.GroupSummary;
import dev.whorl.inbox.store.StoredEvent;
import dev.whorl.inbox.web.Answer;
import dev.whorl.inbox.web.Parameters;
import dev.whorl.inbox.web.WebRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A group with one of its events: the page, and the numbers alone for a page that is open. */
final class GroupEndpoint {
  private static final String SPAN = "span";

  private final EventStore store;
  private final RulesInForce rules;
  private final Templates templates;
  private final Clock clock;
  private final Versions versions;
  private final EventReader reader = new EventReader();

  GroupEndpoint(
      EventStore store, RulesInForce rules, Templates templates, Clock clock, Versions versions) {
    this.store = store;
    this.rules = rules;
    this.templates = templates;
    this.clock = clock;
    this.versions = versions;
  }

  /** The page with the latest event. */
  Answer latest(WebRequest request) {
    String hash = request.parameter("hash");
    return page(request, hash, store.latestEvent(hash).flatMap(store::event));
  }

  /** The page with the event that the address names. */
  Answer event(WebRequest request) {
    String hash = request.parameter("hash");
    String id = request.parameter("id");
    Optional<StoredEvent> event = store.event(id);
    Optional<GroupSummary> group = store.group(hash);
    if (group.isPresent() && (event.isEmpty() || !event.get().group().equals(group.get().hash()))) {
      return templates.problem(
          404,
          "No such event",
          "The group has no event " + id + "; it may be gone, since only so many are kept");
    }
    return page(request, hash, event);
  }

  /** The numbers alone; nothing if the page has them already. */
  Answer numbers(WebRequest request) {
    Parameters parameters = new Parameters(request, SPAN, Versions.NAME);
    if (versions.isCurrent(request)) {
      return Versions.NOTHING_NEW;
    }
    Optional<GroupSummary> group = store.group(request.parameter("hash"));
    return group.isEmpty()
        ? Answer.refusal(404, "The group is gone")
        : templates.part("groupNumbers", numbers(group.get(), span(parameters)));
  }

  private Answer page(WebRequest request, String hash, Optional<StoredEvent> event) {
    @Nullable Span span = span(new Parameters(request, SPAN));
    Optional<GroupSummary> group = store.group(hash);
    if (group.isEmpty() || event.isEmpty()) {
      return templates.problem(
          404,
          "No such group",
          "There is no group "
              + hash
              + " in the inbox; it may be gone, since only so many events"
              + " are kept");
    }
    GroupView view = view(group.get(), event.get(), span);
    return templates.page(200, "group", view.group().title(), "groups", view);
  }

  private static @Nullable Span span(Parameters parameters) {
    return parameters.text(SPAN) == null
        ? null
        : parameters.choice(SPAN, Span.DAY, Span.all(), Span::code);
  }

  private GroupView view(GroupSummary group, StoredEvent event, @Nullable Span span) {
    JsonNode payload = read(event);
    GroupableEvent facts = EventFromJson.read(payload);
    Explanation explanation = rules.grouper().explain(facts, new RecordedVariables(payload));
    Instant now = clock.instant();
    return new GroupView(
        GroupRow.of(group, new long[0], now),
        numbers(group, span),
        EventView.of(event, payload, facts, new Marks(explanation), now),
        WhyView.of(
            explanation,
            payload,
            facts.fingerprint(),
            store.hashes(group.hash()),
            rules.texts().rules()));
  }

  private JsonNode read(StoredEvent event) {
    try {
      return reader.read(event.payload());
    } catch (UnreadableEventException e) {
      throw new IllegalStateException("Stored event " + event.eventId() + ": " + e.reason(), e);
    }
  }

  private GroupNumbers numbers(GroupSummary group, @Nullable Span wanted) {
    String version = versions.current();
    Instant now = clock.instant();
    Span span = wanted == null ? GroupNumbers.usualSpan(group, now) : wanted;
    Instant end = span.end(now);
    List<TagBars> tags = store.tags(group.hash()).stream().map(TagBars::of).toList();
    return new GroupNumbers(
        group.hash(),
        PageText.number(group.events()),
        group.suppressed() == 0 ? "" : PageText.number(group.suppressed()) + " suppressed",
        new When(group.firstSeen(), now),
        new When(group.lastSeen(), now),
        span,
        Chart.of(store.chart(group.hash(), span.before(end), end, span.bars()), span, end),
        tags,
        version);
  }
}
