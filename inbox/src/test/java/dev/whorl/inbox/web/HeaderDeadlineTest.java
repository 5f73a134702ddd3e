package dev.whorl.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class HeaderDeadlineTest {
  @Test
  void connectionWhoseRequestDoesNotBegin_isEnded_andOneThatIsAnsweredIsNot() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Routes routes =
        new Routes()
            .add("GET", "/fast", request -> Answer.page("fast"))
            .add("GET", "/slow", request -> afterThat(ended));
    try (InboxServer server =
            InboxServer.start(
                new InetSocketAddress("127.0.0.1", 0), Set.of(), routes, (path, why) -> {}, 300);
        Socket answered = open(server, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Socket first = open(server, "GET /fa");
        Socket second = open(server, "GET /fast HTTP/1.1\r\nHost: localhost\r\n\r\nGET /fa")) {
      long begin = System.nanoTime();
      dripUntilItIsEnded(first);
      dripUntilItIsEnded(second);
      ended.countDown();

      // Before that, a connection is only ended when nothing at all comes for 20 seconds.
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
      answered.setSoTimeout(20_000);
      assertThat(new String(answered.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
    }
  }

  private static Answer afterThat(CountDownLatch ended) {
    try {
      return Answer.page(ended.await(30, TimeUnit.SECONDS) ? "slow" : "too slow");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.page("interrupted");
    }
  }

  private static Socket open(InboxServer server, String sent) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(50);
    socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Sends a byte now and then, as a slow client does. */
  private static void dripUntilItIsEnded(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    while (true) {
      try {
        if (in.read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        try {
          socket.getOutputStream().write('T');
        } catch (SocketException gone) {
          return;
        }
      } catch (SocketException e) {
        return;
      }
    }
  }
}
