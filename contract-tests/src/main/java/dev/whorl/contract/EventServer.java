package dev.whorl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentry.EnvelopeReader;
import io.sentry.JsonSerializer;
import io.sentry.SentryEnvelope;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A loopback server of the envelope protocol: keeps what arrives, and reads each event three ways.
 */
public final class EventServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MockWebServer server = new MockWebServer();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final EventSchema schema = EventSchema.fromSystemProperty();
  private volatile int status = 200;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /**
   * A request.
   *
   * @param target the path with its query
   * @param headers the headers
   * @param envelope the body, decompressed
   */
  public record Received(String target, Headers headers, byte[] envelope) {}

  /** Starts on a free port. */
  public EventServer() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    try {
      server.start(InetAddress.getByName("127.0.0.1"), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MockResponse answer(RecordedRequest request) {
    try {
      boolean unused = gate.await(20, TimeUnit.SECONDS);
      ByteString body = Objects.requireNonNull(request.getBody());
      received.add(
          new Received(
              request.getTarget(), request.getHeaders(), decompressed(body.toByteArray())));
      return new MockResponse.Builder().code(status).body("{}").build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new MockResponse.Builder().code(503).build();
    }
  }

  private static byte[] decompressed(byte[] body) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The DSN of a project on this server. */
  public String dsn(String project) {
    return "http://examplekey@127.0.0.1:" + server.getPort() + "/" + project;
  }

  /** Answers with this status from now on. */
  public void answerWith(int code) {
    status = code;
  }

  /** Answers nothing until {@link #release}. */
  public void hold() {
    gate = new CountDownLatch(1);
  }

  /** Answers what was held. */
  public void release() {
    gate.countDown();
  }

  /** All requests so far. */
  public List<Received> requests() {
    return List.copyOf(received);
  }

  /** The events so far, each read strictly and checked against the schema where there is one. */
  public List<JsonNode> events() {
    return items("event");
  }

  /** How many events were reported as discarded so far, by the protocol's reason. */
  public Map<String, Integer> discarded() {
    Map<String, Integer> discarded = new TreeMap<>();
    for (JsonNode report : items("client_report")) {
      for (JsonNode entry : report.get("discarded_events")) {
        assertThat(entry.get("category").asText()).isEqualTo("error");
        discarded.merge(entry.get("reason").asText(), entry.get("quantity").asInt(), Integer::sum);
      }
    }
    return discarded;
  }

  private List<JsonNode> items(String type) {
    List<JsonNode> items = new ArrayList<>();
    for (Received request : received) {
      read(request).stream()
          .filter(item -> item.type().equals(type))
          .map(Item::payload)
          .forEach(items::add);
    }
    return items;
  }

  private record Item(String type, JsonNode payload) {}

  private List<Item> read(Received request) {
    byte[] bytes = request.envelope();
    List<Item> items = new ArrayList<>();
    try {
      int headerEnd = lineEnd(bytes, 0);
      JsonNode header = JSON.readTree(bytes, 0, headerEnd);
      for (int begin = headerEnd + 1; begin < bytes.length; ) {
        int itemEnd = lineEnd(bytes, begin);
        JsonNode item = JSON.readTree(bytes, begin, itemEnd - begin);
        int length = item.get("length").asInt();
        assertThat(bytes.length).isGreaterThanOrEqualTo(itemEnd + 1 + length);
        items.add(new Item(item.get("type").asText(), JSON.readTree(bytes, itemEnd + 1, length)));
        begin = itemEnd + 1 + length + 1;
      }
      assertThat(items).isNotEmpty();
      assertThat(items.stream().skip(1).map(Item::type)).doesNotContain("event");
      if (items.get(0).type().equals("event")) {
        JsonNode event = items.get(0).payload();
        assertThat(event.get("event_id").asText()).isEqualTo(header.get("event_id").asText());
        schema.check(event);
        readAsTheOfficialClientWould(bytes, event, items.size());
      } else {
        assertThat(header.has("event_id")).isFalse();
      }
      return items;
    } catch (Exception e) {
      throw new AssertionError("unreadable: " + new String(bytes, StandardCharsets.UTF_8), e);
    }
  }

  /** Judged by someone else's reader: framing, and the fields whose form is the same there. */
  private static void readAsTheOfficialClientWould(byte[] bytes, JsonNode event, int items)
      throws Exception {
    SentryOptions options = new SentryOptions();
    JsonSerializer serializer = new JsonSerializer(options);
    SentryEnvelope envelope =
        Objects.requireNonNull(
            new EnvelopeReader(serializer).read(new ByteArrayInputStream(bytes)), "no envelope");
    assertThat(envelope.getItems()).hasSize(items);
    // Its event parser wants breadcrumbs as a bare array, where servers want an object with values.
    if (event.has("breadcrumbs")) {
      return;
    }
    SentryEvent read =
        Objects.requireNonNull(
            envelope.getItems().iterator().next().getEvent(serializer), "no event in the envelope");
    assertThat(String.valueOf(read.getEventId())).isEqualTo(event.get("event_id").asText());
    assertThat(sizeOf(read.getFingerprints())).isEqualTo(event.path("fingerprint").size());
    assertThat(sizeOf(read.getExceptions()))
        .isEqualTo(event.path("exception").path("values").size());
    assertThat(read.getTags() == null ? 0 : read.getTags().size())
        .isEqualTo(event.path("tags").size());
  }

  private static int sizeOf(@Nullable List<?> list) {
    return list == null ? 0 : list.size();
  }

  private static int lineEnd(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    throw new AssertionError("no line end after byte " + from);
  }

  @Override
  public void close() {
    release();
    server.close();
  }
}
