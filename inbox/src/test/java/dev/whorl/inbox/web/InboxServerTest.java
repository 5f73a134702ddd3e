package dev.whorl.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxServerTest {
  private static final InetSocketAddress FREE = new InetSocketAddress("127.0.0.1", 0);

  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private InboxServer server;

  @BeforeEach
  void start() throws IOException {
    Routes routes =
        new Routes()
            .add("GET", "/page", request -> Answer.page("<p>" + request.queryParameter("q")))
            .add("GET", "/broken", request -> explode())
            .add("POST", "/form", InboxServerTest::echo)
            .add("POST", "/api/{project}/envelope", InboxServerTest::echo);
    server =
        InboxServer.start(
            FREE, Set.of(), routes, (path, failure) -> failures.add(path + " " + failure));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void pageBringsThePolicyThatLetsNothingElseRun() throws Exception {
    HttpResponse<String> page = get("/page?q=a%20%3Cb");

    assertThat(page.body()).isEqualTo("<p>a <b");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void failureInsideIsA500AndToldWithItsPath() throws Exception {
    HttpResponse<String> answer = get("/broken");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("boom");
    assertThat(failures).containsExactly("/broken java.lang.IllegalStateException: boom");
  }

  @Test
  void unknownHostIsRefused() throws Exception {
    assertThat(raw("GET /page HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void postFromAnotherPageIsRefusedAndOneFromItsOwnIsNot() throws Exception {
    assertThat(post("/form", "https://evil.example").statusCode()).isEqualTo(403);
    assertThat(post("/form", "http://127.0.0.1:" + server.port()).body()).isEqualTo("sent");
  }

  @Test
  void pageOfThisMachineMaySendErrorsAndReadTheAnswer() throws Exception {
    HttpResponse<String> answer = post("/api/1/envelope/", "http://localhost:3000");

    assertThat(answer.body()).isEqualTo("sent");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("http://localhost:3000");
  }

  @Test
  void bodyThatEndsTooEarlyFailsOnlyItsRequest() throws Exception {
    raw(
        "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\nConnection: close\r\n\r\nshort");

    assertThat(post("/form", null).body()).isEqualTo("sent");
    assertThat(failures).isEmpty();
  }

  @Test
  void queryThatIsNoTextIsA400() throws Exception {
    assertThat(raw("GET /page?q=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE",
        "GET /page HTTP/1.1",
        "GET /page HTTP/9.9|Host: localhost",
        "GET /%2e%2e/page HTTP/1.1|Host: localhost",
        "GET /a//b HTTP/1.1|Host: localhost",
        "GET /<b> HTTP/1.1|Host: <b>",
        "POST /form HTTP/1.1|Host: localhost|Content-Length: abc",
        "POST /form HTTP/1.1|Host: localhost|Content-Length: 1|Content-Length: 2",
        "POST /form HTTP/1.1|Host: localhost|Transfer-Encoding: other",
        "POST /form HTTP/1.1|Host: localhost|Expect: other",
      })
  void whatIsNoRequest_isRefusedInALineOfText(String request) throws Exception {
    assertThatRefusalIsPlain(raw(request.replace("|", "\r\n") + "\r\n\r\n"));
  }

  @Test
  void headerThatIsTooLarge_isRefusedInALineOfText() throws Exception {
    assertThatRefusalIsPlain(
        raw("GET /page HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(40_000) + "\r\n\r\n"));
  }

  private void assertThatRefusalIsPlain(String answer) {
    assertThat(answer)
        .matches("(?s)HTTP/1.1 [45]\\d\\d .*\r\n\r\n[45]\\d\\d [^\n]+\n")
        .contains("Content-Security-Policy: default-src 'none'")
        .containsIgnoringCase("Content-Type: text/plain")
        .doesNotContain("<");
    assertThat(failures).isEmpty();
  }

  @Test
  void pagesAreSeen_whileVeryManyClientsAreSlow() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 150; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nslow"
                    .getBytes(StandardCharsets.US_ASCII));
      }

      long begin = System.nanoTime();
      assertThat(get("/page?q=a").statusCode()).isEqualTo(200);
      // Else it takes until the server gives up a client on which nothing comes, 20 seconds.
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void portThatIsTakenIsToldWithTheWayOut() {
    InetSocketAddress taken = new InetSocketAddress("127.0.0.1", server.port());

    assertThatThrownBy(
            () -> InboxServer.start(taken, Set.of(), new Routes(), (path, failure) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + server.port())
        .hasMessageContaining("--port 0");
  }

  private static Answer explode() {
    throw new IllegalStateException("boom");
  }

  private static Answer echo(WebRequest request) throws IOException {
    return new Answer(200, "text/plain", request.body().readAllBytes());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String origin) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString("sent"));
    if (origin != null) {
      request.header("Origin", origin);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** The answer to bytes that an HTTP client would not send. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
