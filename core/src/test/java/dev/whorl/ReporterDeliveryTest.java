package dev.whorl;

import static dev.whorl.FakeSource.error;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.event.DropReason;
import dev.whorl.testing.StallingServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReporterDeliveryTest {
  private final RecordingStatus status = new RecordingStatus();

  @Test
  void thousandCallsOfEightThreads_allArriveOnce() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(always(200));
      server.start(InetAddress.getByName("127.0.0.1"), 0);
      Reporter reporter =
          start(server.getPort(), "shutdownTimeoutMillis", "20000", "queueCapacity", "2000");
      ExecutorService threads = Executors.newFixedThreadPool(8);
      for (int t = 0; t < 8; t++) {
        threads.submit(
            () -> {
              for (int i = 0; i < 125; i++) {
                reporter.log(error("e").thrown(new IllegalStateException()), FakeSource.READER);
              }
            });
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      reporter.close();

      Set<String> ids = new HashSet<>();
      for (int i = 0; i < 1_000; i++) {
        ids.add(eventId(server.takeRequest(1, TimeUnit.SECONDS)));
      }
      assertThat(ids).hasSize(1_000);
      assertThat(server.getRequestCount()).isEqualTo(1_000);
      assertThat(reporter.metrics())
          .hasToString("1000 logged, 1000 delivered, none dropped, 0 waiting");
      assertThat(Threads.own()).isEmpty();
      assertThat(status.warnings).isEmpty();
    }
  }

  @Test
  void refusingServer_isToldOnceAndAllIsCounted() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(always(403));
      server.start(InetAddress.getByName("127.0.0.1"), 0);
      Reporter reporter = start(server.getPort());
      for (int i = 0; i < 5; i++) {
        reporter.log(error("e" + i), FakeSource.READER);
      }
      reporter.close();

      assertThat(reporter.metrics().dropped()).isEqualTo(Map.of(DropReason.REJECTED, 5L));
      assertThat(status.warnings)
          .containsExactly(
              "Whorl dropped an event for the first time with the reason rejected (the server answered 403); the 10th, 100th, … are told, too");
    }
  }

  @Test
  void stalledServer_doesNotHoldUpTheStopAndWhatIsLeftIsCounted() {
    try (StallingServer server = new StallingServer(false)) {
      Reporter reporter =
          start(
              server.port(),
              "shutdownTimeoutMillis",
              "400",
              "requestTimeoutMillis",
              "60000",
              "maxInFlight",
              "2");
      for (int i = 0; i < 10; i++) {
        reporter.log(error("e" + i), FakeSource.READER);
      }
      await().until(() -> server.connections() == 2);
      long begin = System.nanoTime();
      reporter.close();

      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofMillis(350), Duration.ofSeconds(5));
      await()
          .untilAsserted(
              () ->
                  assertThat(reporter.metrics().dropped())
                      .isEqualTo(Map.of(DropReason.CLOSED, 10L)));
      assertThat(reporter.metrics().waiting()).isZero();
      assertThat(status.warnings)
          .filteredOn(
              warning ->
                  warning.endsWith("10 events were left when shutdownTimeoutMillis=400 was over"))
          .hasSize(1);
      await().until(() -> Threads.own().isEmpty());
    }
  }

  @Test
  void fullMemory_isCountedByItsReason() {
    try (StallingServer server = new StallingServer(false)) {
      Reporter reporter =
          start(
              server.port(),
              "shutdownTimeoutMillis",
              "0",
              "memoryMaxBytes",
              "1 MiB",
              "maxInFlight",
              "1");
      Random random = new Random(1);
      for (int i = 0; i < 300; i++) {
        // Events wait packed, and this cannot be made much smaller.
        String text = random.ints(8_000, '0', 'z').mapToObj(Character::toString).collect(joining());
        reporter.log(error(text).mdc("fingerprint", text), FakeSource.READER);
      }
      await().until(() -> reporter.metrics().dropped(DropReason.MEMORY_FULL) > 0);
      reporter.close();

      await().until(() -> reporter.metrics().waiting() == 0);
      assertThat(reporter.metrics().delivered()).isZero();
      assertThat(reporter.metrics().dropped().values().stream().mapToLong(n -> n).sum())
          .isEqualTo(300);
    }
  }

  @Test
  void twoReporters_deliverToTheirOwnServers() throws Exception {
    try (MockWebServer one = new MockWebServer();
        MockWebServer other = new MockWebServer()) {
      for (MockWebServer server : new MockWebServer[] {one, other}) {
        server.setDispatcher(always(200));
        server.start(InetAddress.getByName("127.0.0.1"), 0);
      }
      try (Reporter toOne = start(one.getPort());
          Reporter toOther = start(other.getPort())) {
        toOne.log(error("for one"), FakeSource.READER);
        toOther.log(error("for other"), FakeSource.READER);
      }

      assertThat(body(one.takeRequest())).contains("for one");
      assertThat(body(other.takeRequest())).contains("for other");
      assertThat(one.getRequestCount() + other.getRequestCount()).isEqualTo(2);
    }
  }

  private Reporter start(int port, String... more) {
    Settings.Builder settings =
        FolderReporter.settings().set("dsn", "http://k@127.0.0.1:" + port + "/1");
    for (int i = 0; i < more.length; i += 2) {
      settings.set(more[i], more[i + 1]);
    }
    return Reporter.start(settings.build(), new Integration("test", "HTTP"), status);
  }

  private static Dispatcher always(int code) {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        return new MockResponse.Builder().code(code).build();
      }
    };
  }

  private static String eventId(RecordedRequest request) throws IOException {
    String header = body(request).lines().findFirst().orElseThrow();
    return new ObjectMapper().readTree(header).get("event_id").textValue();
  }

  private static String body(RecordedRequest request) throws IOException {
    byte[] body = request.getBody().toByteArray();
    return new String(
        new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
