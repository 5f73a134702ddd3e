package dev.whorl.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whorl.delivery.Sender.Result;
import dev.whorl.event.DropReason;
import dev.whorl.event.Sdk;
import dev.whorl.protocol.Dsn;
import dev.whorl.protocol.EncodedEvent;
import dev.whorl.testing.StallingServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HttpSenderFailureTest {
  private static final int MAX_DROPS = 1000;

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
  void answerThatDrips_endsWithTheRequestTimeout() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        HttpSender sender = sender(server.getLocalPort(), Duration.ofMillis(300))) {
      CompletableFuture<Integer> dripped = CompletableFuture.supplyAsync(() -> drip(server));

      assertThat(failure(sender).detail())
          .isEqualTo("no answer in time; requestTimeoutMillis is 300");
      assertThat(dripped.get(10, TimeUnit.SECONDS)).isLessThan(MAX_DROPS);
    }
  }

  /** How many bytes of a head without an end were written until the client had enough. */
  private static int drip(ServerSocket server) {
    int drops = 0;
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      for (; drops < MAX_DROPS; drops++) {
        out.write('x');
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    } catch (IOException e) {
      // The client closed it.
    }
    return drops;
  }

  @Test
  void serverThatTakesNothing_isLeftWhenTheTimeIsOver() throws Exception {
    byte[] large = new byte[16 << 20];
    new SplittableRandom(1).nextBytes(large);
    EncodedEvent event = new EncodedEvent("0".repeat(32), large);
    try (StallingServer server = new StallingServer(false);
        HttpSender sender = sender(server.port(), Duration.ofSeconds(1))) {
      CompletableFuture<Result> result =
          CompletableFuture.supplyAsync(() -> sender.send(event, null));
      await()
          .atMost(Duration.ofSeconds(15))
          .until(
              () -> {
                sender.tick();
                return result.isDone();
              });

      assertThat(result.get())
          .isEqualTo(
              new Result.Failed(
                  DropReason.NETWORK, "no answer in time; requestTimeoutMillis is 1000", 0));
    }
  }

  @Test
  void serverThatRefusesBeforeItHasAll_isHeard() throws Exception {
    byte[] large = new byte[16 << 20];
    new SplittableRandom(1).nextBytes(large);
    EncodedEvent event = new EncodedEvent("0".repeat(32), large);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        HttpSender sender = sender(server.getLocalPort(), Duration.ofSeconds(10))) {
      CompletableFuture<Void> refused =
          CompletableFuture.runAsync(
              () -> answer(server, "HTTP/1.1 413 Too large\r\nContent-Length: 9\r\n\r\ntoo large"));

      assertThat(sender.send(event, null))
          .isEqualTo(
              new Result.Refused(DropReason.REJECTED, "the server answered 413: too large", false));
      refused.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void bodyThatNobodyCanRead_changesNothingOfTheStatus() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        HttpSender sender = sender(server.getLocalPort(), Duration.ofSeconds(10))) {
      for (String header : new String[] {"Transfer-Encoding: gzip", "Content-Length: many"}) {
        CompletableFuture<Void> answered =
            CompletableFuture.runAsync(
                () -> answer(server, "HTTP/1.1 200 OK\r\n" + header + "\r\n\r\nwhatever"));

        // The second time on a connection of its own.
        assertThat(sender.send(Events.event(1), null)).isEqualTo(new Result.Delivered());
        answered.get(10, TimeUnit.SECONDS);
      }
    }
  }

  /** Reads the beginning of a request, answers and closes. */
  private static void answer(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      int unused = socket.getInputStream().read(new byte[4096]);
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
