package dev.whorl.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.inbox.payload.EventDigest;
import dev.whorl.inbox.preview.EventSource;
import dev.whorl.inbox.preview.Preview;
import dev.whorl.inbox.preview.PreviewJob;
import dev.whorl.inbox.preview.PreviewJobs;
import dev.whorl.inbox.rules.RulesInForce;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.NewEvent;
import dev.whorl.inbox.store.Retention;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules and previews over a real connection. */
class RulesApiTest {
  private static final Instant NOW = Instant.parse("2026-11-25T07:00:00Z");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  @TempDir Path folder;
  private Path file;
  private EventStore store;
  private RulesInForce rules;
  private PreviewJobs previews;
  private InboxServer server;

  @BeforeEach
  void start() throws IOException {
    store =
        EventStore.open(
            folder.resolve("inbox.db"),
            new Retention(1000, Duration.ofDays(30)),
            Clock.fixed(NOW, ZoneOffset.UTC));
    file = Files.writeString(folder.resolve("f.rules"), "logger:audit -> audit\n");
    serve(true);
  }

  private void serve(boolean saves) throws IOException {
    rules = new RulesInForce(file, null, notice -> {});
    previews = new PreviewJobs(System::nanoTime);
    Routes routes = new Routes();
    InboxApi.addTo(routes, store, rules, previews, "1.2.3");
    RulesApi.addTo(routes, rules, saves);
    server =
        InboxServer.start(
            new InetSocketAddress("127.0.0.1", 0),
            Set.of(),
            routes,
            (path, failure) -> failures.add(path + " " + failure));
  }

  @AfterEach
  void stop() {
    server.close();
    previews.close();
    store.close();
    assertThat(failures).isEmpty();
  }

  @Test
  void check_tellsErrorsOfBothAtTheirPlaces() throws Exception {
    JsonNode json =
        post("rules/check", "{'rules':'logger:a -> b\\ntype:A ->','stack_rules':'\\nx'}", 200);

    JsonNode errors = json.path("errors");
    assertThat(errors).hasSize(2);
    assertThat(errors.path(0).path("in").asText()).isEqualTo("rules");
    assertThat(errors.path(0).path("line").asInt()).isEqualTo(2);
    assertThat(errors.path(0).path("column").asInt()).isEqualTo(10);
    assertThat(errors.path(0).path("message").asText()).isEqualTo("The rule ends too early");
    assertThat(errors.path(0).path("expected").asText()).isNotEmpty();
    assertThat(errors.path(1).path("in").asText()).isEqualTo("stack_rules");
    assertThat(errors.path(1).path("line").asInt()).isEqualTo(2);
    assertThat(json.path("warnings")).isEmpty();
  }

  @Test
  void check_warnsOfVariablesThatNobodyKnows() throws Exception {
    JsonNode json = post("rules/check", "{'rules':'logger:a -> b\\nlogger:b -> {{ typo }}'}", 200);

    assertThat(json.path("errors")).isEmpty();
    assertThat(json.path("warnings")).hasSize(1);
    assertThat(json.path("warnings").path(0).path("line").asInt()).isEqualTo(2);
    assertThat(json.path("warnings").path(0).path("message").asText())
        .startsWith("there is no variable 'typo'");
  }

  @Test
  void check_ofNonsenseByTheMegabyte_hasAnAnswerOfReadableLength() throws Exception {
    JsonNode json = post("rules/check", "{'rules':'" + "x\\n".repeat(100_000) + "'}", 200);

    assertThat(json.path("errors")).hasSize(200);
  }

  @Test
  void rules_areShownWithTheirFile() throws Exception {
    JsonNode json = get("rules");

    assertThat(json.path("rules").path("text").asText()).isEqualTo("logger:audit -> audit\n");
    assertThat(json.path("rules").path("file").asText()).isEqualTo(file.toString());
    assertThat(json.path("rules").path("in_force").asBoolean()).isTrue();
    assertThat(json.path("stack_rules").path("file").isNull()).isTrue();
  }

  @Test
  void savedRules_areInForce() throws Exception {
    JsonNode saved = save("logger:shop -> shop\\n", revision(), 200);

    assertThat(file).hasContent("logger:shop -> shop\n");
    assertThat(rules.texts().rules()).isEqualTo("logger:shop -> shop\n");
    assertThat(saved.path("in_force").asBoolean()).isTrue();
    assertThat(saved.path("revision").asText()).isEqualTo(revision());
  }

  @Test
  void fileThatOthersChanged_isAConflict() throws Exception {
    String revision = revision();
    Files.writeString(file, "logger:b -> two\n");

    JsonNode refusal = save("logger:shop -> shop\\n", revision, 409);

    assertThat(refusal.path("detail").asText()).contains("was changed", "left as it is");
    assertThat(file).hasContent("logger:b -> two\n");
  }

  @Test
  void invalidRules_areToldAndNotSaved() throws Exception {
    JsonNode refusal = save("logger:a -> b\\nnonsense", revision(), 400);

    assertThat(refusal.path("errors").path(0).path("line").asInt()).isEqualTo(2);
    assertThat(file).hasContent("logger:audit -> audit\n");
  }

  @Test
  void kindWithoutAFile_cannotBeSaved() throws Exception {
    JsonNode refusal = post("rules", "{'stack_rules':'','revision':'x'}", 404);

    assertThat(refusal.path("detail").asText()).contains("--stack-rules FILE");
  }

  @Test
  void inboxThatOthersReach_changesNoFiles() throws Exception {
    server.close();
    serve(false);

    assertThat(save("logger:a -> b", revision(), 403).path("detail").asText())
        .contains("other machines");
    assertThat(file).hasContent("logger:audit -> audit\n");
  }

  @ParameterizedTest
  @CsvSource({"rules", "rules/check", "previews"})
  void pageOfAnotherOrigin_isKeptOut(String path) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri(path))
                .header("Origin", "http://evil.example")
                .POST(BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rules | {'rules':''} | revision is needed",
        "rules | {'revision':''} | one of rules and stack_rules",
        "rules | {'rules':'','stack_rules':'','revision':''} | only one",
        "rules | {'rule':''} | unknown field rule",
        "rules/check | {'rules':7} | rules: must be a text",
        "previews | {'since':'soon'} | since=soon",
      })
  void badPost_isToldWhatIsWrong(String path, String body, String reason) throws Exception {
    assertThat(post(path, body, 400).path("detail").asText()).contains(reason);
  }

  @Test
  void preview_isAJobThatCanBeFollowed() throws Exception {
    add(1, "{'message':'red','tags':{'t':'1'}}");
    add(2, "{'message':'red','tags':{'t':'2'}}");

    String id =
        post("previews", "{'rules':'tags.t:1 -> {{ default }}, one'}", 202).path("id").asText();

    await().until(() -> get("previews/" + id).path("state").asText().equals("done"));
    JsonNode done = get("previews/" + id);
    assertThat(done.path("done").asInt()).isEqualTo(2);
    assertThat(done.path("total").asInt()).isEqualTo(2);
    assertThat(done.path("result").path("split")).hasSize(1);
    assertThat(send("previews/nonsense", "GET", null).statusCode()).isEqualTo(404);
  }

  @Test
  void previewOfBrokenRules_doesNotStart() throws Exception {
    assertThat(post("previews", "{'rules':'nonsense'}", 400).path("errors")).isNotEmpty();
    assertThat(post("previews", "{}", 202).path("state").asText()).isNotEmpty();
  }

  @Test
  void runningPreview_canBeCancelled() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    EventSource endless =
        visitor -> {
          while (visitor.event("event", "{\"message\":\"red\"}".getBytes(StandardCharsets.UTF_8))) {
            asked.countDown();
          }
        };
    PreviewJob job =
        previews.start(new Preview(rules.grouper(), rules.grouper()), endless).orElseThrow();
    asked.await();

    JsonNode running = get("previews/" + job.id());
    assertThat(running.path("state").asText()).isEqualTo("running");
    assertThat(running.has("total")).isFalse();
    assertThat(post("previews", "{}", 503).path("detail").asText()).contains("Another preview");
    assertThat(post("preview", "{}", 503).path("detail").asText()).contains("Another preview");
    HttpResponse<String> cancelled = send("previews/" + job.id(), "DELETE", null);

    assertThat(cancelled.statusCode()).isEqualTo(200);
    assertThat(MAPPER.readTree(cancelled.body()).path("state").asText()).isEqualTo("cancelled");
    post("previews", "{}", 202);
  }

  private void add(int number, String json) throws IOException {
    byte[] payload = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    EventDigest digest = EventDigest.of(MAPPER.readTree(payload), rules.grouper());
    store
        .add(
            new NewEvent(
                "%032x".formatted(number), NOW, "test", digest, payload, digest.title(), null))
        .join();
  }

  private String revision() throws Exception {
    return get("rules").path("rules").path("revision").asText();
  }

  private JsonNode save(String text, String revision, int status) throws Exception {
    return post("rules", "{'rules':'" + text + "','revision':'" + revision + "'}", status);
  }

  private JsonNode post(String path, String json, int status) throws Exception {
    HttpResponse<String> answer = send(path, "POST", json.replace('\'', '"'));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return MAPPER.readTree(answer.body());
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = send(path, "GET", null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return MAPPER.readTree(answer.body());
  }

  private HttpResponse<String> send(String path, String method, @Nullable String body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + "/api/inbox/" + path);
  }
}
