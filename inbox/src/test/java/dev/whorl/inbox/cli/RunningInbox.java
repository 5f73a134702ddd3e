package dev.whorl.inbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.inbox.store.Retention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What {@code whorl serve} runs, in this process and on a free port, for tests of any package. */
public final class RunningInbox implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final Path folder;
  private final Serving serving;

  private RunningInbox(Path folder, @Nullable Path rules, @Nullable Path stackRules) {
    this.folder = folder.resolve(".whorl");
    Serving.Plan plan =
        new Serving.Plan(
            folder.resolve(".whorl"),
            folder.resolve(".whorl/inbox.db"),
            new Retention(100_000, Duration.ofDays(30)),
            new InetSocketAddress("127.0.0.1", 0),
            Set.of(),
            null,
            rules,
            stackRules,
            "0.1.0");
    try {
      serving = Serving.start(plan, notices::add);
    } catch (BadInputException e) {
      throw new IllegalStateException(e.reason(), e);
    }
  }

  /**
   * Starts an inbox.
   *
   * @param folder holds the folder {@code .whorl} that it follows, with its database
   * @param rules fingerprint rules; null for none
   * @param stackRules stack-trace rules; null for none
   */
  public static RunningInbox start(Path folder, @Nullable Path rules, @Nullable Path stackRules) {
    return new RunningInbox(folder, rules, stackRules);
  }

  /** Where programs on this machine leave their events. */
  public Path folder() {
    return folder;
  }

  /** Where clients send. */
  public String dsn() {
    return "http://whorl@127.0.0.1:" + serving.port() + "/1";
  }

  public String url(String path) {
    return "http://127.0.0.1:" + serving.port() + path;
  }

  /** What it told the people who started it. */
  public List<String> notices() {
    return notices;
  }

  /** What the data of the inbox says under {@code /api/inbox/}. */
  public JsonNode get(String path) {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(URI.create(url("/api/inbox/" + path))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try {
      return MAPPER.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page as a browser gets it. */
  public String page(String path) {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url(path))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** Sends an event of JSON, as a client does. */
  public void post(String json) {
    HttpResponse<String> answer = postStore(json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Sends what may be refused. */
  public HttpResponse<String> postStore(String json) {
    return send(
        HttpRequest.newBuilder(URI.create(url("/api/1/store/?sentry_key=k")))
            .POST(BodyPublishers.ofString(json)));
  }

  /** Sends an envelope. */
  public HttpResponse<String> postEnvelope(String envelope) {
    return send(
        HttpRequest.newBuilder(URI.create(url("/api/1/envelope/?sentry_key=k")))
            .POST(BodyPublishers.ofString(envelope)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    serving.close();
  }
}
