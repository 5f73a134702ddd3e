package dev.whorl.inbox.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.whorl.grouping.RuleWarnings;
import dev.whorl.inbox.rules.ChangedFileException;
import dev.whorl.inbox.rules.InvalidRulesException;
import dev.whorl.inbox.rules.RuleTexts;
import dev.whorl.inbox.rules.RulesCheck;
import dev.whorl.inbox.rules.RulesDocument;
import dev.whorl.inbox.rules.RulesInForce;
import dev.whorl.inbox.rules.RulesKind;
import dev.whorl.inbox.rules.RulesReader;
import java.io.IOException;
import java.util.List;

/** The rules as data: what they are, whether others are valid, and putting others in force. */
public final class RulesApi {
  private static final String ROOT = "/api/inbox/rules";
  private static final int MOST_WARNINGS = 200;

  private final RulesInForce rules;
  private final boolean saves;

  private RulesApi(RulesInForce rules, boolean saves) {
    this.rules = rules;
    this.saves = saves;
  }

  /**
   * Adds the routes of the rules to others.
   *
   * @param routes are added to
   * @param rules are shown and changed
   * @param saves whether whoever can ask may change the files
   */
  public static void addTo(Routes routes, RulesInForce rules, boolean saves) {
    RulesApi api = new RulesApi(rules, saves);
    routes
        .add("GET", ROOT, api::show)
        .add("POST", ROOT, api::save)
        .add("POST", ROOT + "/check", api::check);
  }

  private Answer show(WebRequest request) {
    new Parameters(request);
    ObjectNode json = InboxJson.object();
    for (RulesKind kind : RulesKind.values()) {
      RulesDocument document = rules.document(kind);
      json.set(kind.field(), json(document).put("text", document.text()));
    }
    return Answer.json(200, json);
  }

  private Answer check(WebRequest request) throws IOException {
    JsonBody body =
        JsonBody.read(request, RulesKind.FINGERPRINT.field(), RulesKind.STACK_TRACE.field());
    RulesCheck check =
        RulesCheck.of(
            new RuleTexts(
                body.text(RulesKind.FINGERPRINT.field(), ""),
                body.text(RulesKind.STACK_TRACE.field(), "")));
    ObjectNode json = InboxJson.object();
    json.set("errors", InboxJson.errors(check.rules(), check.stackRules()));
    ArrayNode warnings = json.putArray("warnings");
    List<RuleWarnings.Warning> found = check.warnings();
    for (RuleWarnings.Warning warning : found.subList(0, Math.min(found.size(), MOST_WARNINGS))) {
      ObjectNode entry = warnings.addObject();
      entry.put("in", RulesKind.FINGERPRINT.field());
      entry.put("line", warning.line());
      entry.put("message", warning.message());
    }
    return Answer.json(200, json);
  }

  private Answer save(WebRequest request) throws IOException {
    if (!saves) {
      return Answer.refusal(
          403,
          "The inbox can be reached by other machines (--bind, --host), so it changes no rules"
              + " files");
    }
    String fingerprint = RulesKind.FINGERPRINT.field();
    String stackTrace = RulesKind.STACK_TRACE.field();
    JsonBody body = JsonBody.read(request, fingerprint, stackTrace, "revision");
    String text = body.text(fingerprint);
    String stackText = body.text(stackTrace);
    String revision = body.text("revision");
    if ((text == null) == (stackText == null)) {
      throw new BadRequestException("one of rules and stack_rules is needed, and only one");
    }
    if (revision == null) {
      throw new BadRequestException("revision is needed: that of the text that is replaced");
    }
    return text != null
        ? save(RulesKind.FINGERPRINT, text, revision)
        : save(RulesKind.STACK_TRACE, String.valueOf(stackText), revision);
  }

  private Answer save(RulesKind kind, String text, String revision) {
    if (rules.document(kind).file() == null) {
      return Answer.refusal(
          404, "There is no file to save to; start whorl serve with " + kind.option() + " FILE");
    }
    try {
      return Answer.json(200, json(rules.save(kind, text, revision)));
    } catch (InvalidRulesException e) {
      return InboxJson.invalid(e);
    } catch (ChangedFileException e) {
      return Answer.refusal(409, String.valueOf(e.getMessage()));
    } catch (RulesReader.NoTextException e) {
      throw new BadRequestException(kind.field() + ": " + e.getMessage());
    } catch (IOException e) {
      return Answer.refusal(500, String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode json(RulesDocument document) {
    ObjectNode json = InboxJson.object();
    json.put("file", document.file() == null ? null : document.file().toString());
    json.put("revision", document.revision());
    json.put("in_force", document.inForce());
    return json;
  }
}
