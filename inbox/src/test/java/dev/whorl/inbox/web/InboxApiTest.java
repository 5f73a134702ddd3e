package dev.whorl.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.inbox.payload.EventDigest;
import dev.whorl.inbox.preview.PreviewJobs;
import dev.whorl.inbox.rules.RulesInForce;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.NewEvent;
import dev.whorl.inbox.store.Retention;
import dev.whorl.inbox.store.Tally;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboxApiTest {
  private static final Instant NOW = Instant.parse("2026-11-25T07:00:00Z");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> failures = new ArrayList<>();
  @TempDir Path folder;
  private EventStore store;
  private RulesInForce rules;
  private final AtomicLong clock = new AtomicLong();
  private volatile long clockStep;
  private PreviewJobs previews;
  private InboxServer server;

  @BeforeEach
  void start() throws IOException {
    store =
        EventStore.open(
            folder.resolve("inbox.db"),
            new Retention(1000, Duration.ofDays(30)),
            Clock.fixed(NOW, ZoneOffset.UTC));
    Path file = Files.writeString(folder.resolve("f.rules"), "logger:audit -> audit\n");
    rules = new RulesInForce(file, null, notice -> {});
    Routes routes = new Routes();
    previews = new PreviewJobs(() -> clock.addAndGet(clockStep));
    InboxApi.addTo(routes, store, rules, previews, "1.2.3");
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
    store.close();
    assertThat(failures).isEmpty();
  }

  @Test
  void groupsAreListedWithTheirNumbers() throws Exception {
    add(1, "{'message':'red','level':'warning','timestamp':'2026-11-25T05:00:00Z'}");
    add(
        2,
        "{'message':'red','timestamp':'2026-11-25T06:00:00Z','contexts':{'whorl':{'suppressed':7}}}");
    add(3, "{'message':'blue','logger':'audit','timestamp':'2026-11-25T04:00:00Z'}");

    JsonNode page = get("groups");

    assertThat(page.path("total").asInt()).isEqualTo(2);
    assertThat(page.path("cursor").isNull()).isTrue();
    JsonNode red = page.path("groups").path(0);
    assertThat(red.path("title").asText()).isEqualTo("red");
    assertThat(red.path("level").asText()).isEqualTo("error");
    assertThat(red.path("events").asInt()).isEqualTo(9);
    assertThat(red.path("suppressed").asInt()).isEqualTo(7);
    assertThat(red.path("first_seen").asText()).isEqualTo("2026-11-25T05:00:00Z");
    assertThat(red.path("last_seen").asText()).isEqualTo("2026-11-25T06:00:00Z");
    JsonNode blue = page.path("groups").path(1);
    assertThat(blue.path("fingerprint").path(0).asText()).isEqualTo("audit");
    assertThat(blue.path("from").asText()).isEqualTo("rule:1");
  }

  @Test
  void groupsAreFilteredSortedAndPaged() throws Exception {
    add(1, "{'message':'red apple','environment':'test','timestamp':'2026-11-25T05:00:00Z'}");
    add(2, "{'message':'blue sky','timestamp':'2026-11-25T06:00:00Z'}");

    assertThat(titles(get("groups?query=appl"))).containsExactly("red apple");
    assertThat(titles(get("groups?environment=test"))).containsExactly("red apple");
    assertThat(titles(get("groups?sort=first_seen&since=2026-11-25T05:00:00Z")))
        .containsExactlyInAnyOrder("red apple", "blue sky");
    JsonNode first = get("groups?limit=1");
    assertThat(titles(first)).containsExactly("blue sky");
    assertThat(titles(get("groups?limit=1&cursor=" + first.path("cursor").asText())))
        .containsExactly("red apple");
  }

  @Test
  void longTextsOfTheExplanationAreCut_notWithinACharacter() throws Exception {
    String message = "a" + "\ud83d\ude00".repeat(5000);
    add(1, "{'message':'" + message + "','fingerprint':['{{ raw_message }}','b']}");
    String hash = get("groups").path("groups").path(0).path("hash").asText();

    JsonNode part = get("groups/" + hash).path("why").path("contributing").path(0);

    assertThat(part.path("value").asText()).isEqualTo(message.substring(0, 8191) + "...");
  }

  @Test
  void groupSaysWhyItIsOne() throws Exception {
    add(1, "{'message':'red 1','tags':{'tenant':'a'}}");
    add(2, "{'message':'red 2','tags':{'tenant':'b'}}");
    String hash = get("groups").path("groups").path(0).path("hash").asText();

    JsonNode group = get("groups/" + hash);

    assertThat(group.path("hashes")).hasSize(1);
    assertThat(group.path("tags").path("tenant").path("a").asInt()).isEqualTo(1);
    assertThat(group.path("latest_event").asText()).isEqualTo(id(2));
    JsonNode part = group.path("why").path("contributing").path(0);
    assertThat(part.path("kind").asText()).isEqualTo("message");
    assertThat(part.path("value").asText()).isEqualTo("red <int>");
    assertThat(get("groups/" + hash + "/events").path("events")).hasSize(2);
  }

  @Test
  void eventIsThePayloadAsItCame() throws Exception {
    add(1, "{'message': 'red',   'odd':[1]}");

    assertThat(send("events/" + id(1)).body()).isEqualTo("{\"message\": \"red\",   \"odd\":[1]}");
  }

  @Test
  void statusHasTheTotals() throws Exception {
    add(1, "{'message':'red'}");
    add(1, "{'message':'red'}");
    store.count(Tally.REJECTED, "too_large", 3);
    store.settle().join();

    JsonNode status = get("status");

    assertThat(status.path("stored").asInt()).isEqualTo(1);
    assertThat(status.path("duplicates").asInt()).isEqualTo(1);
    assertThat(status.path("received").asInt()).isEqualTo(5);
    assertThat(status.path("rejected").path("too_large").asInt()).isEqualTo(3);
    assertThat(status.path("version").asText()).isEqualTo("1.2.3");
    assertThat(status.path("database_bytes").asLong()).isPositive();
  }

  @Test
  void previewComparesWithTheRulesInForce() throws Exception {
    add(1, "{'message':'red','tags':{'t':'1'}}");
    add(2, "{'message':'red','tags':{'t':'2'}}");
    add(3, "{'message':'blue','logger':'audit'}");
    add(4, "{'message':'green','logger':'audit'}");

    JsonNode result =
        post("{'rules':'logger:audit -> audit\\ntags.t:1 -> {{ default }}, one'}", 200);

    assertThat(result.path("events").asInt()).isEqualTo(4);
    assertThat(result.path("split")).hasSize(1);
    assertThat(result.path("split").path(0).path("after")).hasSize(2);
    assertThat(result.path("merged")).isEmpty();
    assertThat(result.path("unchanged").asInt()).isEqualTo(1);
    assertThat(post("{}", 200).path("unchanged").asInt()).isEqualTo(2);
    assertThat(post("{'since':'2026-11-25T08:00:00Z'}", 200).path("events").asInt()).isZero();
  }

  @Test
  void previewThatTakesTooLongIsRefusedWithAnotherWay() throws Exception {
    add(1, "{'message':'red'}");
    clockStep = TimeUnit.MINUTES.toNanos(6);

    assertThat(post("{}", 503).path("detail").asText())
        .contains("more than 5 minutes", "since", "/api/inbox/previews", "whorl preview");

    clockStep = 1;
    assertThat(post("{}", 200).path("events").asInt()).isEqualTo(1);
  }

  @Test
  void brokenRulesAreToldWithLineAndColumn() throws Exception {
    JsonNode errors =
        post("{'rules':'logger:a -> b\\nnonsense','stack_rules':'nonsense'}", 400).path("errors");

    assertThat(errors).hasSizeGreaterThanOrEqualTo(2);
    assertThat(errors.path(0).path("in").asText()).isEqualTo("rules");
    assertThat(errors.path(0).path("line").asInt()).isEqualTo(2);
    assertThat(errors.path(0).path("column").asInt()).isPositive();
    assertThat(errors.path(0).path("message").asText()).isNotEmpty();
    assertThat(errors.path(errors.size() - 1).path("in").asText()).isEqualTo("stack_rules");
  }

  @ParameterizedTest
  @CsvSource({
    "groups?colour=red, 400, colour",
    "groups?limit=501, 400, 500",
    "groups?limit=x, 400, limit=x",
    "groups?sort=size, 400, 'last_seen, first_seen, events'",
    "groups?since=yesterday, 400, since=yesterday",
    "groups?level=error&level=info, 400, level",
    "groups?cursor=nonsense, 400, cursor",
    "groups/ffffffffffffffffffffffffffffffff, 404, no group",
    "groups/ffffffffffffffffffffffffffffffff/events, 404, no group",
    "events/ffffffffffffffffffffffffffffffff, 404, no event",
    "status?x=1, 400, x",
  })
  void badQuestionIsToldWhatIsWrong(String path, int status, String reason) throws Exception {
    HttpResponse<String> answer = send(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(MAPPER.readTree(answer.body()).path("detail").asText()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | no JSON object",
        "{ | not JSON",
        "{'rule':''} | unknown field rule",
        "{'rules':5} | rules: must be a text",
        "{'since':'soon'} | since=soon",
      })
  void badPreviewIsToldWhatIsWrong(String body, String reason) throws Exception {
    assertThat(post(body, 400).path("detail").asText()).contains(reason);
  }

  private void add(int number, String json) throws IOException {
    byte[] payload = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    EventDigest digest = EventDigest.of(MAPPER.readTree(payload), rules.grouper());
    store.add(new NewEvent(id(number), NOW, "test", digest, payload, digest.title(), null)).join();
  }

  private static String id(int number) {
    return "%032x".formatted(number);
  }

  private static List<String> titles(JsonNode page) {
    List<String> titles = new ArrayList<>();
    page.path("groups").forEach(group -> titles.add(group.path("title").asText()));
    return titles;
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = send(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return MAPPER.readTree(answer.body());
  }

  private HttpResponse<String> send(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private JsonNode post(String json, int status) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri("preview"))
                .POST(BodyPublishers.ofString(json.replace('\'', '"')))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return MAPPER.readTree(answer.body());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + "/api/inbox/" + path);
  }
}
