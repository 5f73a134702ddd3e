package dev.whorl.inbox.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.inbox.ingest.Arrivals;
import dev.whorl.inbox.ingest.BodyMemory;
import dev.whorl.inbox.ingest.KeyPolicy;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.Retention;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestEndpointsTest {
  private static final int MEMORY = 512 << 10;
  private static final String EVENT =
      "\n{\"type\":\"event\"}\n"
          + "{\"event_id\":\"0123456789abcdef0123456789abcdef\",\"message\":\"red\"}\n";

  private final Routes routes = new Routes();
  @TempDir Path folder;
  private EventStore store;

  @BeforeEach
  void open() {
    store =
        EventStore.open(
            folder.resolve("inbox.db"), new Retention(10, Duration.ofDays(1)), Clock.systemUTC());
    Grouper grouper = new Grouper(FingerprintRules.parse(""), StackTraceRules.parse(""));
    IngestEndpoints.addTo(
        routes,
        new Arrivals(store, () -> grouper, Clock.systemUTC()),
        KeyPolicy.only("secret"),
        new BodyMemory(MEMORY, 0));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void bodyOfAStranger_isNotDecodedFurtherThanItsHeader() throws Exception {
    // Decoded, each of them needs more memory than there is.
    String rest = EVENT + "\n".repeat(2 * MEMORY);

    assertThat(post("{}" + rest).status()).isEqualTo(403);
    assertThat(post(header("other") + rest).status()).isEqualTo(403);
    assertThat(post(header("secret") + rest).status()).isEqualTo(413);
  }

  @Test
  void keyOfTheEnvelopeLetsIn() throws Exception {
    assertThat(post(header("secret") + EVENT).status()).isEqualTo(200);
    assertThat(store.totals().stored()).isEqualTo(1);
  }

  @Test
  void requestThatFindsNoMemory_isABusy503_andOneAfterItIsTaken() throws Exception {
    // Asked while half of the memory is taken by another body, which is still arriving.
    InputStream meanwhile =
        new InputStream() {
          @Override
          public int read() throws IOException {
            Answer other = post(header("secret") + EVENT + "\n".repeat(MEMORY - (64 << 10)));
            assertThat(other.status()).isEqualTo(503);
            assertThat(other.headers()).containsEntry("Retry-After", "1");
            return -1;
          }
        };
    byte[] half = (header("secret") + EVENT + "\n".repeat(MEMORY / 2)).getBytes(UTF_8);

    Answer answer =
        answer(new SequenceInputStream(new ByteArrayInputStream(half), meanwhile), null);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(post(header("secret") + EVENT).status()).isEqualTo(200);
    assertThat(store.totals().rejected()).isEmpty();
  }

  private static String header(String key) {
    return "{\"dsn\":\"http://" + key + "@127.0.0.1:8400/1\"}";
  }

  private Answer post(String envelope) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(envelope.getBytes(UTF_8));
    }
    return answer(new ByteArrayInputStream(bytes.toByteArray()), "gzip");
  }

  private Answer answer(InputStream body, @Nullable String encoding) throws IOException {
    return routes.answer(
        new WebRequest(
            "POST",
            "/api/1/envelope/",
            Map.of(),
            Map.of(),
            name -> name.equals("Content-Encoding") ? encoding : null,
            body));
  }
}
