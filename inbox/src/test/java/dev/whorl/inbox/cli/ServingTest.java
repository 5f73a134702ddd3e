package dev.whorl.inbox.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.inbox.store.Retention;
import dev.whorl.logback.WhorlAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The inbox as a whole, with real clients, files and connections. */
class ServingTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String ENVELOPE =
      "{\"event_id\":\"" + ID + "\"}\n{\"type\":\"event\"}\n{\"message\":\"red\"}\n";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  @TempDir Path folder;
  private Serving serving;

  @BeforeEach
  void start() throws BadInputException {
    serving = serve(null);
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  private Serving serve(String key) throws BadInputException {
    return serve(key, Set.of(), null);
  }

  private Serving serve(String key, Set<String> names, Path rules) throws BadInputException {
    return Serving.start(
        new Serving.Plan(
            folder.resolve("events"),
            folder.resolve("inbox.db"),
            new Retention(1000, Duration.ofDays(1)),
            new InetSocketAddress("127.0.0.1", 0),
            names,
            key,
            rules,
            null,
            "test"),
        notices::add);
  }

  @Test
  void errorOfARealAppenderArrivesByHttp() throws Exception {
    log("dsn", "http://anykey@127.0.0.1:" + serving.port() + "/1");

    assertThat(get("groups").path("groups").path(0).path("title").asText())
        .isEqualTo("IllegalStateException: out of stock");
    JsonNode status = get("status");
    assertThat(status.path("sources").path("envelope").asInt()).isEqualTo(1);
  }

  @Test
  void errorOfARealAppenderArrivesThroughTheFolder() throws Exception {
    log("folder", folder.resolve("events").toString());

    await().until(() -> get("groups").path("total").asInt() == 1);
    JsonNode status = get("status");
    assertThat(status.path("sources").path("folder").asInt()).isEqualTo(1);
    assertThat(notices).isEmpty();
  }

  @Test
  void folderIsReadOnFromWhereItWasLeft() throws Exception {
    Path segment = folder.resolve("events/events-20261125T070000000-abcdefgh-0000.ndjson");
    Files.createDirectories(segment.getParent());
    Files.writeString(segment, line(1) + "not an event\n" + line(2));
    await().until(() -> get("status").path("stored").asInt() == 2);
    serving.close();
    assertThat(notices).singleElement().asString().contains(segment.getFileName() + ":2: ");

    Files.writeString(segment, line(3), StandardOpenOption.APPEND);
    serving = serve(null);

    await().until(() -> get("status").path("stored").asInt() == 3);
    JsonNode status = get("status");
    assertThat(status.path("duplicates").asInt()).isZero();
    assertThat(status.path("rejected").path("unreadable_line").asInt()).isEqualTo(1);
    assertThat(notices).hasSize(1);
  }

  @Test
  void repeatedEventIsStoredOnceAndAnsweredAsIfItWereNew() throws Exception {
    assertThat(post("envelope/", ENVELOPE.getBytes(UTF_8), "k").body()).contains(ID);
    HttpResponse<String> again = post("envelope", ENVELOPE.getBytes(UTF_8), "k");

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(get("status").path("stored").asInt()).isEqualTo(1);
    assertThat(get("status").path("duplicates").asInt()).isEqualTo(1);
  }

  @Test
  void whatCameWithARepeatedEvent_isCountedOnce() throws Exception {
    String envelope =
        ENVELOPE
            + """
            {"type":"client_report"}
            {"discarded_events":[{"reason":"queue_overflow","category":"error","quantity":5}]}
            {"type":"session"}
            {}
            """;
    for (int i = 0; i < 3; i++) {
      assertThat(post("envelope/", envelope.getBytes(UTF_8), "k").statusCode()).isEqualTo(200);
    }

    // Counted before this, so written with it or before it.
    assertThat(post("envelope/", "{}\n{\"type\":\"log\"}\n".getBytes(UTF_8), "k").statusCode())
        .isEqualTo(200);
    await().until(() -> get("status").path("ignored_items").path("log").asInt() == 1);
    JsonNode status = get("status");
    assertThat(status.path("duplicates").asInt()).isEqualTo(2);
    assertThat(status.path("ignored_items").path("session").asInt()).isEqualTo(1);
    assertThat(status.path("client_discards").path("queue_overflow").asInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"'', 200", "inbox.test, 403"})
  void rulesAreSavedOnlyWhereNobodyElseIsLetIn(String name, int status) throws Exception {
    Path rules = Files.writeString(folder.resolve("shop.rules"), "");
    serving.close();
    serving = serve("k", name.isEmpty() ? Set.of() : Set.of(name), rules);
    String revision = get("rules").path("rules").path("revision").asText();

    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri("/api/inbox/rules"))
                .POST(
                    BodyPublishers.ofString(
                        "{\"rules\":\"type:A -> a\",\"revision\":\"" + revision + "\"}"))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(rules).hasContent(status == 200 ? "type:A -> a" : "");
  }

  @Test
  void clientReportsAndOtherItemsAreCounted() throws Exception {
    String envelope =
        """
        {}
        {"type":"client_report"}
        {"discarded_events":[{"reason":"queue_overflow","category":"error","quantity":5}]}
        {"type":"session"}
        {}
        """;

    assertThat(post("envelope/", envelope.getBytes(UTF_8), "k").statusCode()).isEqualTo(200);

    await().until(() -> get("status").path("ignored_items").path("session").asInt() == 1);
    assertThat(get("status").path("client_discards").path("queue_overflow").asInt()).isEqualTo(5);
  }

  @Test
  void brokenClientReportIsCounted_andItsEventIsStored() throws Exception {
    String reports =
        """
        {"type":"client_report"}
        nonsense
        {"type":"client_report"}
        {"discarded_events":[{"reason":"queue_overflow","category":"error","quantity":5}]}
        {"type":"client_report"}
        """
            + " ".repeat(5000);

    assertThat(post("envelope/", (ENVELOPE + reports).getBytes(UTF_8), "k").statusCode())
        .isEqualTo(200);

    assertThat(get("status").path("stored").asInt()).isEqualTo(1);
    await().until(() -> get("status").path("rejected").size() == 2);
    JsonNode status = get("status");
    assertThat(status.path("rejected").path("broken_report").asInt()).isEqualTo(1);
    assertThat(status.path("rejected").path("report_too_large").asInt()).isEqualTo(1);
    assertThat(status.path("client_discards").path("queue_overflow").asInt()).isEqualTo(5);
  }

  @Test
  void compressedEventToTheOlderAddressIsTaken() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri("/api/1/store/?sentry_key=k"))
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip("{\"message\":\"old\"}")))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(MAPPER.readTree(answer.body()).path("id").asText()).matches("[0-9a-f]{32}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | k | 400 | empty",
        "'{}' | k | 400 | broken_envelope,empty",
        "'[1]' | k | 400 | broken_envelope",
        "'{}|{\"type\":\"event\"}|{}' | k | 400 | broken_envelope,bad_event_id",
        "'{}|{\"type\":\"client_report\"}|[]' | k | 400 | broken_report",
        "'{}|{\"type\":\"session\"}|{}' | '' | 403 | no_key",
      })
  void badEnvelopeIsRefusedWithAReasonAndCounted(
      String body, String key, int status, String reasons) throws Exception {
    HttpResponse<String> answer = post("envelope/", body.replace('|', '\n').getBytes(UTF_8), key);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(MAPPER.readTree(answer.body()).path("detail").asText()).isNotEmpty();
    await().until(() -> get("status").path("rejected").size() == 1);
    assertThat(reasons.split(",")).contains(get("status").path("rejected").fieldNames().next());
  }

  @Test
  void keyThatIsRequiredLetsOnlyItsClientsIn() throws Exception {
    serving.close();
    serving = serve("secret");

    HttpResponse<String> refused = post("envelope/", ENVELOPE.getBytes(UTF_8), "other");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).doesNotContain("secret");
    assertThat(post("envelope/", ENVELOPE.getBytes(UTF_8), "secret").statusCode()).isEqualTo(200);
  }

  @Test
  void databaseInUseIsToldToTheSecondInbox() {
    assertThatThrownBy(() -> serve(null))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("inbox.db");
  }

  private void log(String setting, String value) {
    LoggerContext context = new LoggerContext();
    WhorlAppender appender = new WhorlAppender();
    appender.setContext(context);
    appender.setName("whorl");
    if (setting.equals("dsn")) {
      appender.setDsn(value);
    } else {
      appender.setFolder(value);
    }
    appender.start();
    Logger logger = context.getLogger("com.acme.Shop");
    logger.addAppender(appender);
    logger.error("no order", new IllegalStateException("out of stock"));
    context.stop();
  }

  private static String line(int number) {
    return "{\"event_id\":\"%032x\",\"message\":\"red\"}\n".formatted(number);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri("/api/inbox/" + path)).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return MAPPER.readTree(answer.body());
  }

  private HttpResponse<String> post(String path, byte[] body, String key) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/api/1/" + path)).POST(BodyPublishers.ofByteArray(body));
    if (!key.isEmpty()) {
      request.header("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=" + key);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + serving.port() + path);
  }
}
