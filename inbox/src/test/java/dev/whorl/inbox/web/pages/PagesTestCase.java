package dev.whorl.inbox.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.inbox.ingest.SearchText;
import dev.whorl.inbox.payload.EventDigest;
import dev.whorl.inbox.preview.PreviewJobs;
import dev.whorl.inbox.rules.RulesInForce;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.NewEvent;
import dev.whorl.inbox.store.Retention;
import dev.whorl.inbox.web.InboxServer;
import dev.whorl.inbox.web.Routes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Pages over a real store and a real connection; nothing may fail inside. */
abstract class PagesTestCase {
  static final Instant NOW = Instant.parse("2026-11-25T07:30:00Z");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final List<String> failures = new CopyOnWriteArrayList<>();
  @TempDir Path folder;
  Path rulesFile;
  EventStore store;
  RulesInForce rules;
  Pages pages;
  PreviewJobs previews;
  InboxServer server;

  @BeforeEach
  void start() throws IOException {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    store =
        EventStore.open(
            folder.resolve("inbox.db"), new Retention(1000, Duration.ofDays(30)), clock);
    rulesFile = Files.writeString(folder.resolve("shop.rules"), "logger:audit -> audit\n");
    rules = new RulesInForce(rulesFile, null, notice -> {});
    Routes routes = new Routes();
    previews = new PreviewJobs(System::nanoTime);
    pages = Pages.addTo(routes, store, rules, previews, about(), clock);
    server =
        InboxServer.start(
            new InetSocketAddress("127.0.0.1", 0),
            Set.of(),
            routes,
            (path, failure) -> failures.add(path + " " + failure));
  }

  About about() {
    return new About("1.2.3", folder.resolve("events"), folder.resolve("inbox.db"), false, true);
  }

  @AfterEach
  void stop() {
    server.close();
    previews.close();
    store.close();
    assertThat(failures).isEmpty();
  }

  /** Adds an event with single quotes for double ones; returns the hash of its group. */
  String add(int number, String json) throws IOException {
    return addAsIs(number, json.replace('\'', '"'));
  }

  String addAsIs(int number, String json) throws IOException {
    byte[] payload = json.getBytes(StandardCharsets.UTF_8);
    JsonNode tree = MAPPER.readTree(payload);
    EventDigest digest = EventDigest.of(tree, rules.grouper());
    store
        .add(new NewEvent(id(number), NOW, "test", digest, payload, SearchText.of(tree), null))
        .join();
    return digest.hash();
  }

  static String id(int number) {
    return "%032x".formatted(number);
  }

  String page(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    return answer.body();
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
