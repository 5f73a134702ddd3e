package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.delivery.Sender.Result;
import dev.whorl.event.DropReason;
import dev.whorl.event.Sdk;
import dev.whorl.protocol.Dsn;
import dev.whorl.testing.ConnectProxy;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone in its JVM's time, as it changes whom the JVM trusts. */
@Isolated
@Timeout(30)
class EncryptedSenderTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path temp;

  private static SSLContext trusting;
  private static SSLContext before;

  private final MockWebServer server = new MockWebServer();

  @BeforeAll
  static void trustOurselves() throws Exception {
    Path file = temp.resolve("keys");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "self",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    before = SSLContext.getDefault();
    SSLContext.setDefault(trusting);
  }

  @AfterAll
  static void trustAsBefore() {
    SSLContext.setDefault(before);
  }

  @BeforeEach
  void start() throws Exception {
    server.useHttps(trusting.getSocketFactory());
    server.start(InetAddress.getByName("127.0.0.1"), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void events_shareOneConnection() throws Exception {
    answerTwice();
    try (HttpSender sender = sender("localhost", null)) {
      assertThat(sender.send(Events.event(1), null)).isEqualTo(new Result.Delivered());
      assertThat(sender.send(Events.event(2), null)).isEqualTo(new Result.Delivered());
    }

    assertThat(server.takeRequest().getHeaders().get("Host"))
        .isEqualTo("localhost:" + server.getPort());
    assertThat(server.takeRequest().getExchangeIndex()).isOne();
  }

  @Test
  void proxy_opensATunnelOnce() throws Exception {
    answerTwice();
    try (ConnectProxy proxy = new ConnectProxy("200 Connection established");
        HttpSender sender = sender("localhost", proxy.address())) {
      assertThat(sender.send(Events.event(1), null)).isEqualTo(new Result.Delivered());
      assertThat(sender.send(Events.event(2), null)).isEqualTo(new Result.Delivered());

      String target = "localhost:" + server.getPort();
      assertThat(proxy.heads)
          .singleElement()
          .asString()
          .isEqualTo("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n");
    }
    assertThat(server.takeRequest().getTarget()).isEqualTo("/api/42/envelope/");
  }

  @Test
  void proxyThatOpensNone_isANetworkFailureThatSaysSo() {
    try (ConnectProxy proxy = new ConnectProxy("407 Who are you");
        HttpSender sender = sender("localhost", proxy.address())) {
      assertThat(sender.send(Events.event(1), null))
          .isEqualTo(
              new Result.Failed(
                  DropReason.NETWORK,
                  "java.net.ConnectException: the proxy answered 407 when asked for localhost:"
                      + server.getPort(),
                  0));
    }
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void certificateOfAnotherHost_isNotAccepted() {
    try (HttpSender sender = sender("127.0.0.1", null)) {
      Result.Failed result = (Result.Failed) sender.send(Events.event(1), null);

      assertThat(result.detail()).contains("SSLHandshakeException").contains("127.0.0.1");
    }
    assertThat(server.getRequestCount()).isZero();
  }

  private void answerTwice() {
    server.enqueue(new MockResponse.Builder().code(200).body("{}").build());
    server.enqueue(new MockResponse.Builder().code(200).build());
  }

  private HttpSender sender(String host, InetSocketAddress proxy) {
    return new HttpSender(
        Dsn.parse("https://k@" + host + ":" + server.getPort() + "/42"),
        new Sdk("whorl.java.test", "1"),
        new HttpSender.Options(Duration.ofSeconds(5), Duration.ofSeconds(10), 2, proxy),
        new RateLimits(System::nanoTime, InstantSource.system()),
        InstantSource.system());
  }
}
