package dev.whorl.inbox.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.whorl.grouping.Grouper;
import dev.whorl.inbox.preview.Preview;
import dev.whorl.inbox.preview.PreviewJob;
import dev.whorl.inbox.preview.PreviewJobs;
import dev.whorl.inbox.preview.StoredEvents;
import dev.whorl.inbox.rules.InvalidRulesException;
import dev.whorl.inbox.rules.RuleTexts;
import dev.whorl.inbox.rules.RulesInForce;
import dev.whorl.inbox.store.EventStore;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * Compares rules that are posted with those in force, over stored events: in one answer, or as a
 * job that can be followed. Rules that are left out are those in force.
 */
final class PreviewEndpoints {
  /** Rules with a slip change all groups, and nobody reads so many. */
  private static final int MOST_GROUPS = 1_000;

  private final EventStore store;
  private final RulesInForce rules;
  private final PreviewJobs jobs;

  PreviewEndpoints(EventStore store, RulesInForce rules, PreviewJobs jobs) {
    this.store = store;
    this.rules = rules;
    this.jobs = jobs;
  }

  private record Question(Preview preview, StoredEvents events) {}

  /** Answers with the result. */
  Answer run(WebRequest request) throws IOException {
    try {
      Question question = question(request);
      return jobs.run(question.preview, question.events)
          .map(result -> Answer.json(200, result.toJson(MOST_GROUPS)))
          .orElseGet(PreviewEndpoints::busy);
    } catch (InvalidRulesException e) {
      return InboxJson.invalid(e);
    } catch (CancellationException e) {
      return Answer.refusal(
          503,
          "The preview took more than 5 minutes; ask for fewer events (since, until), as a job"
              + " (/api/inbox/previews), or run whorl preview");
    }
  }

  /** Answers with a job. */
  Answer start(WebRequest request) throws IOException {
    try {
      Question question = question(request);
      return jobs.start(question.preview, question.events)
          .map(job -> Answer.json(202, json(job)))
          .orElseGet(PreviewEndpoints::busy);
    } catch (InvalidRulesException e) {
      return InboxJson.invalid(e);
    }
  }

  /** How far a job is, and its result. */
  Answer follow(WebRequest request) {
    return withJob(request, job -> Answer.json(200, json(job)));
  }

  Answer cancel(WebRequest request) {
    return withJob(
        request,
        job -> {
          job.cancel();
          return Answer.json(200, json(job));
        });
  }

  private Answer withJob(WebRequest request, Function<PreviewJob, Answer> answer) {
    new Parameters(request);
    Optional<PreviewJob> job = jobs.find(request.parameter("id"));
    return job.isEmpty()
        ? Answer.refusal(404, "There is no such preview; only the last one is kept")
        : answer.apply(job.get());
  }

  private Question question(WebRequest request) throws IOException, InvalidRulesException {
    JsonBody body = JsonBody.read(request, "rules", "stack_rules", "since", "until");
    RuleTexts now = rules.texts();
    RuleTexts texts =
        new RuleTexts(body.text("rules", now.rules()), body.text("stack_rules", now.stackRules()));
    StoredEvents events = new StoredEvents(store, body.time("since"), body.time("until"));
    Grouper before = rules.grouper();
    return new Question(new Preview(before, rules.grouper(texts)), events);
  }

  private static Answer busy() {
    return Answer.refusal(503, "Another preview is running; ask again when it is done")
        .with("Retry-After", "5");
  }

  private static ObjectNode json(PreviewJob job) {
    PreviewJob.Progress progress = job.progress();
    ObjectNode json = InboxJson.object();
    json.put("id", job.id());
    json.put("state", progress.state().name().toLowerCase(Locale.ROOT));
    json.put("done", progress.done());
    if (progress.total() >= 0) {
      json.put("total", progress.total());
    }
    if (progress.problem() != null) {
      json.put("problem", progress.problem());
    }
    if (progress.result() != null) {
      json.set("result", progress.result().toJson(MOST_GROUPS));
    }
    return json;
  }
}
