package dev.whorl.inbox.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.inbox.payload.EventReader;
import dev.whorl.inbox.payload.UnreadableEventException;
import dev.whorl.inbox.preview.RuleSuggestions;
import dev.whorl.inbox.rules.RulesDocument;
import dev.whorl.inbox.rules.RulesInForce;
import dev.whorl.inbox.rules.RulesKind;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.GroupSummary;
import dev.whorl.inbox.store.StoredEvent;
import dev.whorl.inbox.web.Answer;
import dev.whorl.inbox.web.Parameters;
import dev.whorl.inbox.web.WebRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page on which rules are written and tried out. */
final class RulesEndpoint {
  private static final String GROUP = "group";
  private static final String SUGGEST = "suggest";

  private final EventStore store;
  private final RulesInForce rules;
  private final Templates templates;
  private final About about;
  private final EventReader reader = new EventReader();

  RulesEndpoint(EventStore store, RulesInForce rules, Templates templates, About about) {
    this.store = store;
    this.rules = rules;
    this.templates = templates;
    this.about = about;
  }

  Answer page(WebRequest request) {
    Parameters parameters = new Parameters(request, GROUP, SUGGEST);
    String hash = parameters.text(GROUP);
    @Nullable SuggestionsView suggestions = null;
    if (hash != null) {
      @Nullable String chosen =
          parameters.text(SUGGEST) == null
              ? null
              : parameters.choice(SUGGEST, "", List.of("finer", "coarser"), name -> name);
      Optional<GroupSummary> group = store.group(hash);
      Optional<StoredEvent> event = store.latestEvent(hash).flatMap(store::event);
      if (group.isEmpty() || event.isEmpty()) {
        return templates.problem(
            404,
            "No such group",
            "There is no group " + hash + " in the inbox for which a rule could be suggested");
      }
      suggestions = SuggestionsView.of(group.get(), suggestions(group.get(), event.get()), chosen);
    }
    return templates.page(200, "rules", "Rules", "rules", view(suggestions));
  }

  private RuleSuggestions suggestions(GroupSummary group, StoredEvent event) {
    return RuleSuggestions.of(
        read(event), rules.grouper(), rules.texts().rules(), store.tags(group.hash()));
  }

  private RulesView view(@Nullable SuggestionsView suggestions) {
    RulesDocument fingerprint = rules.document(RulesKind.FINGERPRINT);
    RulesDocument stackTrace = rules.document(RulesKind.STACK_TRACE);
    return new RulesView(
        EditorView.of(RulesKind.FINGERPRINT, fingerprint, about.savesRules(), suggestions),
        EditorView.of(RulesKind.STACK_TRACE, stackTrace, about.savesRules(), null),
        suggestions,
        Choice.ofSpan("Events", "All stored events", null));
  }

  private JsonNode read(StoredEvent event) {
    try {
      return reader.read(event.payload());
    } catch (UnreadableEventException e) {
      throw new IllegalStateException("Stored event " + event.eventId() + ": " + e.reason(), e);
    }
  }
}
