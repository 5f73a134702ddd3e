package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.delivery.Sender.Result;
import dev.whorl.event.DropReason;
import dev.whorl.event.Sdk;
import dev.whorl.protocol.Discarded;
import dev.whorl.protocol.Dsn;
import dev.whorl.protocol.Envelope;
import dev.whorl.testing.Calls;
import dev.whorl.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class HttpSenderTest {
  private static final Sdk SDK = new Sdk("whorl.java.test", "1.0");

  private static final Result DELIVERED = new Result.Delivered();

  private final ManualClock clock = new ManualClock();
  private final RateLimits limits = new RateLimits(clock, InstantSource.fixed(Calls.NOON));
  private final MockWebServer server = new MockWebServer();
  private HttpSender sender;

  @BeforeEach
  void start() throws Exception {
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    sender = sender("127.0.0.1:" + server.getPort(), null);
  }

  @AfterEach
  void stop() {
    sender.close();
    server.close();
  }

  @Test
  void request_isAnEnvelopeAsTheProtocolWantsIt() throws Exception {
    server.enqueue(answer(200).body("{\"id\":\"1\"}").build());

    assertThat(sender.send(Events.event(1), null)).isEqualTo(DELIVERED);
    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/prefix/api/42/envelope/");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-sentry-envelope");
    assertThat(request.getHeaders().get("Content-Encoding")).isEqualTo("gzip");
    assertThat(request.getHeaders().get("Content-Length"))
        .isEqualTo(String.valueOf(request.getBodySize()));
    assertThat(request.getHeaders().get("User-Agent")).isEqualTo("whorl.java.test/1.0");
    assertThat(request.getHeaders().get("X-Sentry-Auth"))
        .isEqualTo(
            "Sentry sentry_version=7, sentry_client=whorl.java.test/1.0, sentry_key=pub, sentry_secret=secretkey");
    assertThat(body(request)).isEqualTo(Envelope.of(Events.event(1), null, SDK, Calls.NOON));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void anySuccess_isADelivery(int code) {
    server.enqueue(answer(code).build());

    assertThat(sender.send(Events.event(1), null)).isEqualTo(DELIVERED);
  }

  @Test
  void tooManyRequests_areARateLimitAndNotTriedAgain() {
    server.enqueue(answer(429).addHeader("Retry-After", "0").build());

    assertThat(sender.send(Events.event(1), null))
        .isEqualTo(
            new Result.Refused(
                DropReason.RATE_LIMITED,
                "the server answered 429; it takes no events for 0 s",
                true));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 502, 503, 504})
  void serverThatIsNotThereForTheMoment_mayBeAskedAgain(int code) {
    server.enqueue(answer(code).addHeader("Retry-After", "7").body("later").build());

    assertThat(sender.send(Events.event(1), null))
        .isEqualTo(
            new Result.Failed(
                DropReason.NETWORK,
                "the server answered " + code + ": later",
                Duration.ofSeconds(7).toNanos()));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void eventThatTheServerHasAlready_isADelivery() {
    server.enqueue(answer(400).body("{\"detail\": \"Event Already exists\"}").build());

    assertThat(sender.send(Events.event(1), null)).isEqualTo(DELIVERED);
  }

  @Test
  void rateLimits_areReadFromAnyAnswer() {
    server.enqueue(
        answer(200)
            .addHeader("X-Sentry-Rate-Limits", "10:transaction")
            .addHeader("X-Sentry-Rate-Limits", "20:error;default:key")
            .build());

    assertThat(sender.send(Events.event(1), null)).isEqualTo(DELIVERED);
    assertThat(limits.errorsLimitedNanos()).isEqualTo(Duration.ofSeconds(20).toNanos());
  }

  @Test
  void report_travelsWithAnEventOrAlone() throws Exception {
    server.enqueue(answer(200).build());
    server.enqueue(answer(200).build());
    Discarded report = new Discarded(Map.of(DropReason.NETWORK, 3L));
    sender.send(Events.event(1), report);
    sender.send(null, report);

    assertThat(body(server.takeRequest()))
        .isEqualTo(Envelope.of(Events.event(1), report, SDK, Calls.NOON));
    assertThat(body(server.takeRequest())).isEqualTo(Envelope.of(null, report, SDK, Calls.NOON));
  }

  @Test
  void serverThatRepeatsTheKey_isNotRepeated() {
    server.enqueue(answer(401).body("bad key secretkey\u0007\u001b[31m !").build());

    assertThat(sender.send(Events.event(1), null))
        .isEqualTo(
            new Result.Refused(
                DropReason.REJECTED, "the server answered 401: bad key *** [31m !", false));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 135, 269, 285, 299, 301, 2030, 2040, 4070, 4090})
  void keyAtAnyPlaceOfAnAnswer_isNotShownInPart(int before) {
    server.enqueue(answer(403).body("ä".repeat(before) + "secretkey").build());
    Result.Refused result = (Result.Refused) sender.send(Events.event(1), null);

    assertThat(result.detail()).doesNotContain("äs");
  }

  @Test
  void headerForErrors_isToldBeforeTheBody() {
    server.enqueue(
        answer(403).addHeader("X-Sentry-Error", "unknown project").body("other").build());

    assertThat(sender.send(Events.event(1), null))
        .isEqualTo(
            new Result.Refused(
                DropReason.REJECTED, "the server answered 403: unknown project", false));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 413, 500, 501})
  void otherRefusal_isToldWithTheBeginningOfTheBody(int code) {
    server.enqueue(answer(code).body("too\n  bad " + "x".repeat(100_000)).build());
    Result.Refused result = (Result.Refused) sender.send(Events.event(1), null);

    assertThat(result.reason()).isEqualTo(DropReason.REJECTED);
    assertThat(result.detail())
        .startsWith("the server answered " + code + ": too bad xxx")
        .hasSizeLessThan(400);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void redirect_isNotFollowed(int code) {
    server.enqueue(answer(code).addHeader("Location", "/elsewhere").build());
    server.enqueue(answer(200).build());

    assertThat(sender.send(Events.event(1), null))
        .extracting(result -> ((Result.Refused) result).reason())
        .isEqualTo(DropReason.REJECTED);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void manyEvents_shareOneConnection() throws Exception {
    for (int i = 0; i < 20; i++) {
      server.enqueue(answer(i % 5 == 4 ? 500 : 200).body("b".repeat(i * 100)).build());
    }
    for (int i = 0; i < 20; i++) {
      sender.send(Events.event(i), null);
    }

    for (int i = 0; i < 20; i++) {
      RecordedRequest request = server.takeRequest();
      assertThat(request.getConnectionIndex()).isZero();
      assertThat(request.getExchangeIndex()).isEqualTo(i);
    }
  }

  @Test
  void keptConnectionThatTheServerClosed_costsNoEvent() {
    server.enqueue(answer(200).onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE).build());
    server.enqueue(answer(200).build());

    assertThat(sender.send(Events.event(1), null)).isEqualTo(DELIVERED);
    assertThat(sender.send(Events.event(2), null)).isEqualTo(DELIVERED);
  }

  @Test
  void proxy_getsTheRequest() throws Exception {
    server.enqueue(answer(200).build());
    InetSocketAddress proxy = InetSocketAddress.createUnresolved("127.0.0.1", server.getPort());
    try (HttpSender proxied = sender("whorl.invalid", proxy)) {
      assertThat(proxied.send(Events.event(1), null)).isEqualTo(DELIVERED);
    }

    assertThat(server.takeRequest().getRequestLine())
        .startsWith("POST http://whorl.invalid/prefix/api/42/envelope/ ");
  }

  @Test
  void closedSender_sendsNothing() {
    sender.close();

    assertThat(sender.send(Events.event(1), null))
        .isEqualTo(new Result.Refused(DropReason.CLOSED, "", false));
    assertThat(server.getRequestCount()).isZero();
  }

  private static byte[] body(RecordedRequest request) throws IOException {
    byte[] compressed = request.getBody().toByteArray();
    return new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes();
  }

  private static MockResponse.Builder answer(int code) {
    return new MockResponse.Builder().code(code);
  }

  private HttpSender sender(String host, InetSocketAddress proxy) {
    return new HttpSender(
        Dsn.parse("http://pub:secretkey@" + host + "/prefix/42"),
        SDK,
        new HttpSender.Options(Duration.ofSeconds(5), Duration.ofSeconds(5), 2, proxy),
        limits,
        InstantSource.fixed(Calls.NOON));
  }
}
