package dev.whorl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whorl.ReporterMetrics;
import dev.whorl.event.DropReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Where events go, and that each is accounted for. */
interface DeliveryContract {
  World world();

  private static void assertAllAccounted(ReporterMetrics metrics) {
    long dropped = metrics.dropped().values().stream().mapToLong(Long::longValue).sum();
    assertThat(metrics.logged())
        .describedAs("%s", metrics)
        .isEqualTo(metrics.delivered() + dropped + metrics.waiting());
  }

  private static List<Thread> whorlThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("whorl-"))
        .toList();
  }

  @Test
  default void request_isAnEnvelopeWithAuthAndGzip() {
    World world = world().start();
    world.log(Call.error("failed"));
    JsonNode event = world.event();
    EventServer.Received request = world.server().requests().get(0);

    assertThat(request.target()).isEqualTo("/api/42/envelope/");
    assertThat(request.headers().get("Content-Type")).isEqualTo("application/x-sentry-envelope");
    assertThat(request.headers().get("Content-Encoding")).isEqualTo("gzip");
    assertThat(request.headers().get("X-Sentry-Auth"))
        .startsWith("Sentry sentry_version=7, sentry_client=whorl.java.")
        .contains("sentry_key=examplekey");
    assertThat(request.headers().get("User-Agent")).startsWith("whorl.java.");
    assertThat(event.has("event_id")).isTrue();
  }

  @Test
  default void thousandErrorsFromEightThreads_allArriveOnce() throws InterruptedException {
    World world = world().start("queueCapacity", "2000", "groupLimit", "0");
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int thread = t;
      threads.add(
          new Thread(
              () ->
                  IntStream.range(0, 125)
                      .forEach(
                          i ->
                              world.log(
                                  Call.error("error " + thread + "-" + i)
                                      .thrown(new IllegalStateException("x")))),
              "caller-" + t));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    List<String> texts =
        world.events().stream().map(e -> e.at("/logentry/formatted").asText()).toList();

    assertThat(texts).hasSize(1000).doesNotHaveDuplicates();
    assertThat(world.metrics().delivered()).isEqualTo(1000);
    assertAllAccounted(world.metrics());
  }

  @Test
  default void twoAppendersWithTwoDsns_eachDeliverToTheirOwn() {
    World world = world();
    try (EventServer other = new EventServer()) {
      world
          .backEnd()
          .configure(
              world.applicationLog(),
              Map.of(
                  "ONE", World.pairs("dsn", world.server().dsn("1"), "environment", "one"),
                  "TWO", World.pairs("dsn", other.dsn("2"), "environment", "two")));
      world.log(Call.error("failed"));
      world.backEnd().stop();

      assertThat(world.server().events())
          .singleElement()
          .satisfies(e -> assertThat(e.get("environment").asText()).isEqualTo("one"));
      assertThat(other.events())
          .singleElement()
          .satisfies(e -> assertThat(e.get("environment").asText()).isEqualTo("two"));
      assertThat(other.requests().get(0).target()).isEqualTo("/api/2/envelope/");
    }
  }

  @Test
  default void withoutDsn_eventsStayInTheFolder() throws IOException {
    World world = world();
    Path events = world.folder().resolve("events");
    world.startWithOnly("dsn", "", "folder", events.toString());
    world.log(Call.error("one").mdc("fingerprint", "a, b"), Call.error("two"));
    world.backEnd().stop();

    List<JsonNode> read = new ArrayList<>();
    try (Stream<Path> files = Files.list(events)) {
      for (Path file : files.toList()) {
        assertThat(file.getFileName().toString()).startsWith("events-").endsWith(".ndjson");
        for (String line : Files.readAllLines(file)) {
          read.add(new ObjectMapper().readTree(line));
        }
      }
    }
    assertThat(read)
        .extracting(e -> e.at("/logentry/formatted").asText())
        .containsExactly("one", "two");
    read.forEach(event -> EventSchema.fromSystemProperty().check(event));
    assertThat(World.fingerprint(read.get(0))).containsExactly("a", "b");
    assertThat(world.metrics().delivered()).isEqualTo(2);
    assertThat(world.statusWith(events.toString())).isNotEmpty();
  }

  @Test
  default void refusal_isCountedAndToldOnce() {
    World world = world().start();
    world.server().answerWith(403);
    world.log(Call.error("one"), Call.error("two")).events();

    assertThat(world.metrics().dropped()).isEqualTo(Map.of(DropReason.REJECTED, 2L));
    assertThat(world.statusWith("reason rejected")).singleElement().asString().contains("403");
    assertAllAccounted(world.metrics());
  }

  @Test
  default void rateLimit_isCounted() {
    World world = world().start();
    world.server().answerWith(429);
    world.log(Call.error("one")).events();

    assertThat(world.metrics().dropped()).isEqualTo(Map.of(DropReason.RATE_LIMITED, 1L));
  }

  @Test
  default void closedPort_isCountedAsNetwork() throws IOException {
    World world = world();
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    world
        .startWithOnly("dsn", "http://k@127.0.0.1:" + port + "/1", "shutdownTimeoutMillis", "300")
        .log(Call.error("one"));
    world.backEnd().stop();

    assertThat(world.metrics().dropped()).isEqualTo(Map.of(DropReason.NETWORK, 1L));
    assertThat(world.statusWith("reason network")).hasSize(1);
    assertThat(world.applicationLines()).hasSize(1);
  }

  @Test
  default void sampleRateZero_dropsAndCountsAll() {
    World world = world().start("sampleRate", "0");
    world.log(Call.error("one"), Call.error("two"));

    assertThat(world.events()).isEmpty();
    assertThat(world.metrics().dropped()).isEqualTo(Map.of(DropReason.SAMPLED, 2L));
  }

  @Test
  default void whatIsDropped_isReportedToTheServer() {
    World world = world().start("sampleRate", "0");
    world.log(Call.error("one"), Call.error("two")).events();

    assertThat(world.server().discarded()).isEqualTo(Map.of("sample_rate", 2));
  }

  @Test
  default void reportsThatAreSwitchedOff_areNotSent() {
    World world = world().start("sampleRate", "0", "sendClientReports", "false");
    world.log(Call.error("one"), Call.error("two")).events();

    assertThat(world.server().requests()).isEmpty();
  }

  @Test
  default void stop_deliversWhatWaits() {
    World world = world().start("maxInFlight", "1");
    world.server().hold();
    IntStream.range(0, 20).forEach(i -> world.log(Call.error("error " + i)));
    Awaitility.await().until(() -> world.metrics().waiting() == 20);
    world.server().release();

    assertThat(world.events()).hasSize(20);
  }

  @Test
  default void stop_isBoundedAndTellsWhatWasLeft() {
    World world = world().start("shutdownTimeoutMillis", "300", "maxInFlight", "1");
    world.server().hold();
    IntStream.range(0, 5).forEach(i -> world.log(Call.error("error " + i)));
    Awaitility.await().until(() -> world.metrics().waiting() == 5);
    long begin = System.nanoTime();
    world.backEnd().stop();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    assertThat(world.metrics().dropped(DropReason.CLOSED)).isEqualTo(5);
    assertThat(world.statusWith("5 events were left")).hasSize(1);
    assertAllAccounted(world.metrics());
  }

  @Test
  default void fullQueue_countsWhatIsOfAKindThatWaitsAndDropsTheRest() throws InterruptedException {
    World world = world().start("queueCapacity", "1", "beforeSend", Hooks.Logs.class.getName());
    CountDownLatch inHook = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Hooks.logging =
        () -> {
          inHook.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    world.log(Call.error("in the worker"));
    assertThat(inHook.await(10, TimeUnit.SECONDS)).isTrue();
    IntStream.range(0, 40).forEach(i -> world.log(Call.error("error " + i)));
    IntStream.range(0, 9).forEach(i -> world.log(Call.error("of another kind")));
    Awaitility.await().until(() -> world.metrics().logged() == 50);
    assertThat(world.metrics().waiting()).isEqualTo(41);
    goOn.countDown();
    List<JsonNode> events = world.events();

    assertThat(events)
        .extracting(e -> e.at("/logentry/formatted").asText())
        .containsExactlyInAnyOrder("in the worker", "error 0");
    assertThat(events)
        .extracting(e -> e.at("/contexts/whorl/suppressed").asInt())
        .containsExactlyInAnyOrder(0, 39);
    assertThat(world.metrics().dropped())
        .isEqualTo(Map.of(DropReason.QUEUE_FULL, 9L, DropReason.GROUP_LIMIT, 39L));
    assertAllAccounted(world.metrics());
  }

  @Test
  default void groupBeyondItsLimit_isCountedAndTheCountArrives() {
    World world = world().start("groupLimit", "3");
    IntStream.range(0, 50).forEach(i -> world.log(Call.error("storm")));
    world.log(Call.error("rare"));
    List<JsonNode> events = world.events();

    assertThat(events)
        .filteredOn(e -> e.at("/logentry/formatted").asText().equals("rare"))
        .hasSize(1);
    long stormed =
        events.stream()
            .filter(e -> e.at("/logentry/formatted").asText().equals("storm"))
            .mapToLong(e -> 1 + e.at("/contexts/whorl/suppressed").asLong())
            .sum();
    assertThat(stormed).isEqualTo(50);
    assertThat(world.metrics().suppressed()).isEqualTo(46);
    assertAllAccounted(world.metrics());
  }

  @Test
  default void folderWithADsn_keepsWhatTheServerCannotTake() {
    World world = world();
    Path spool = world.folder().resolve("spool");
    world.start("folder", spool.toString());
    world.server().answerWith(503);
    world.log(Call.error("one"), Call.error("two"));
    Awaitility.await().until(() -> world.metrics().retries() > 0);
    world.backEnd().stop();
    assertThat(world.metrics().dropped()).isEmpty();
    assertThat(world.metrics().waiting()).isEqualTo(2);
    assertAllAccounted(world.metrics());
    assertThat(world.statusWith("2 events stay in folder")).isNotEmpty();

    world.server().answerWith(200);
    world.start("folder", spool.toString());
    Awaitility.await().until(() -> world.metrics().recovered() == 2);
    assertThat(world.metrics().delivered()).isZero();
    world.backEnd().stop();
    assertThat(spool).isEmptyDirectory();
  }

  @Test
  default void flush_waitsForWhatWasLogged() {
    World world = world().start();
    world.log(Call.error("one"), Call.error("two"));
    Awaitility.await().until(() -> world.metrics().logged() == 2);

    assertThat(world.backEnd().flush(World.APPENDER, Duration.ofSeconds(10))).isTrue();
    assertThat(world.metrics().delivered()).isEqualTo(2);
  }

  @Test
  default void reconfiguration_deliversToTheNewServerAndLeavesNoThread() {
    World world = world().start();
    world.log(Call.error("before"));
    try (EventServer other = new EventServer()) {
      world
          .backEnd()
          .configure(
              world.applicationLog(), Map.of(World.APPENDER, World.pairs("dsn", other.dsn("9"))));
      world.log(Call.error("after"));
      world.backEnd().stop();

      assertThat(world.server().events())
          .extracting(e -> e.at("/logentry/formatted").asText())
          .containsExactly("before");
      assertThat(other.events())
          .extracting(e -> e.at("/logentry/formatted").asText())
          .containsExactly("after");
    }
    Awaitility.await().untilAsserted(() -> assertThat(whorlThreads()).isEmpty());
  }

  @Test
  default void manyStarts_leaveNothingBehind() {
    World world = world();
    for (int i = 0; i < 20; i++) {
      world.start().log(Call.error("error " + i));
      world.backEnd().stop();
    }

    assertThat(world.server().events()).hasSize(20);
    Awaitility.await().untilAsserted(() -> assertThat(whorlThreads()).isEmpty());
  }
}
