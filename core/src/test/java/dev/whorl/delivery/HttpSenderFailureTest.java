package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.delivery.Sender.Result;
import dev.whorl.event.DropReason;
import dev.whorl.event.Sdk;
import dev.whorl.protocol.Dsn;
import dev.whorl.testing.StallingServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HttpSenderFailureTest {
  @Test
  void closedPort_isANetworkFailureThatSaysSo() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    try (HttpSender sender = sender(port, Duration.ofSeconds(5))) {
      Result.Failed result = failure(sender);

      assertThat(result.reason()).isEqualTo(DropReason.NETWORK);
      assertThat(result.detail()).contains("java.net.ConnectException").contains(":" + port);
    }
  }

  @Test
  void resetConnection_isANetworkFailureAndNotTriedForever() {
    try (StallingServer server = new StallingServer(true);
        HttpSender sender = sender(server.port(), Duration.ofSeconds(5))) {
      assertThat(failure(sender).reason()).isEqualTo(DropReason.NETWORK);
      assertThat(server.connections()).isBetween(1, 2);
    }
  }

  @Test
  void stall_endsWithTheRequestTimeout() {
    try (StallingServer server = new StallingServer(false);
        HttpSender sender = sender(server.port(), Duration.ofMillis(300))) {
      long begin = System.nanoTime();
      Result.Failed result = failure(sender);

      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
      assertThat(result.reason()).isEqualTo(DropReason.NETWORK);
      assertThat(result.detail()).containsIgnoringCase("time");
    }
  }

  @Test
  void cancel_breaksOffAStall() throws Exception {
    try (StallingServer server = new StallingServer(false);
        HttpSender sender = sender(server.port(), Duration.ofMinutes(1))) {
      CompletableFuture<Result> result =
          CompletableFuture.supplyAsync(() -> sender.send(Events.event(1), null));
      server.connected.await();
      sender.cancel();

      assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOf(Result.Failed.class);
    }
  }

  @Test
  void unknownHost_isANetworkFailure() {
    try (HttpSender sender =
        new HttpSender(
            Dsn.parse("http://k@whorl.invalid/1"),
            new Sdk("whorl.java.test", "1"),
            new HttpSender.Options(Duration.ofSeconds(5), Duration.ofSeconds(5), 1, null),
            new RateLimits(System::nanoTime, InstantSource.system()),
            InstantSource.system())) {
      assertThat(failure(sender).reason()).isEqualTo(DropReason.NETWORK);
    }
  }

  private static Result.Failed failure(HttpSender sender) {
    return (Result.Failed) sender.send(Events.event(1), null);
  }

  private static HttpSender sender(int port, Duration requestTimeout) {
    return new HttpSender(
        Dsn.parse("http://k@127.0.0.1:" + port + "/1"),
        new Sdk("whorl.java.test", "1"),
        new HttpSender.Options(Duration.ofSeconds(5), requestTimeout, 1, null),
        new RateLimits(System::nanoTime, InstantSource.system()),
        InstantSource.system());
  }
}
