package dev.whorl.inbox.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.whorl.grouping.Grouper;
import dev.whorl.inbox.preview.Preview;
import dev.whorl.inbox.preview.PreviewWatcher;
import dev.whorl.inbox.preview.StoredEvents;
import dev.whorl.inbox.rules.InvalidRulesException;
import dev.whorl.inbox.rules.RuleTexts;
import dev.whorl.inbox.rules.RulesInForce;
import dev.whorl.inbox.store.EventStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Compares rules that a program posts with those in force, over stored events. Rules that it leaves
 * out are those in force.
 */
final class PreviewEndpoint implements Endpoint {
  /** Many times what people write. */
  private static final int MOST_BYTES = 16 << 20;

  private static final String RULES = "rules";
  private static final String STACK_RULES = "stack_rules";
  private static final Set<String> FIELDS = Set.of(RULES, STACK_RULES, "since", "until");

  private final EventStore store;
  private final RulesInForce rules;
  private final ObjectMapper mapper = new ObjectMapper();

  /** One has both cores busy already. */
  private final Semaphore turn = new Semaphore(1);

  PreviewEndpoint(EventStore store, RulesInForce rules) {
    this.store = store;
    this.rules = rules;
  }

  @Override
  public Answer answer(WebRequest request) throws IOException {
    new Parameters(request);
    byte[] body = request.body().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      return Answer.refusal(413, "The body has more than 16 MiB");
    }
    JsonNode json = read(body);
    RuleTexts now = rules.texts();
    RuleTexts texts =
        new RuleTexts(text(json, RULES, now.rules()), text(json, STACK_RULES, now.stackRules()));
    StoredEvents events = new StoredEvents(store, time(json, "since"), time(json, "until"));
    try {
      return preview(rules.grouper(), rules.grouper(texts), events);
    } catch (InvalidRulesException e) {
      ObjectNode answer = InboxJson.object();
      ArrayNode errors = answer.putArray("errors");
      InboxJson.errors(errors, RULES, e.rules());
      InboxJson.errors(errors, STACK_RULES, e.stackRules());
      return Answer.json(400, answer);
    }
  }

  private Answer preview(Grouper before, Grouper after, StoredEvents events) throws IOException {
    if (!turn.tryAcquire()) {
      return Answer.refusal(503, "Another preview is running; ask again when it is done")
          .with("Retry-After", "5");
    }
    try {
      return Answer.json(200, new Preview(before, after).run(events, PreviewWatcher.NONE).toJson());
    } finally {
      turn.release();
    }
  }

  private JsonNode read(byte[] body) throws IOException {
    JsonNode json;
    try {
      json = mapper.readTree(body);
    } catch (JsonProcessingException e) {
      throw new BadRequestException("The body is not JSON: " + e.getOriginalMessage());
    }
    if (json == null || !json.isObject()) {
      throw new BadRequestException("The body is no JSON object");
    }
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new BadRequestException(
            "unknown field " + name + "; there is rules, stack_rules, since, until");
      }
    }
    return json;
  }

  private static String text(JsonNode json, String field, String otherwise) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isTextual()) {
      throw new BadRequestException(field + ": must be a text");
    }
    return value.textValue();
  }

  private static @Nullable Instant time(JsonNode json, String field) {
    String text = text(json, field, "");
    return text.isEmpty() ? null : Parameters.time(field, text);
  }
}
