package dev.whorl.benchmarks.appenders;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * A server that takes envelopes, counts what is in them and answers that all is well, after a delay
 * if it is told one. It tells its port, and on each line that it reads what it has counted so far.
 */
final class LoopbackServer {
  private static final int BACKLOG = 512;
  private static final int MAX_HEAD = 16_384;
  private static final String LENGTH = "\r\ncontent-length:";
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
          .getBytes(StandardCharsets.US_ASCII);
  private static final String SUPPRESSED = "\"suppressed\":";

  private final long delayMillis;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong suppressed = new AtomicLong();

  private LoopbackServer(long delayMillis) {
    this.delayMillis = delayMillis;
  }

  /** The argument is how many milliseconds it lets each request wait. Ends with its input. */
  public static void main(String[] arguments) throws IOException {
    LoopbackServer server = new LoopbackServer(Long.parseLong(arguments[0]));
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    daemon(() -> server.accept(socket));
    System.out.println(socket.getLocalPort());
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    while (asked.readLine() != null) {
      System.out.println(server.figures());
    }
  }

  private String figures() {
    return "requests=%d bytes=%d events=%d suppressed=%d"
        .formatted(requests.get(), bytes.get(), events.get(), suppressed.get());
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept(ServerSocket socket) {
    while (true) {
      try {
        Socket connection = socket.accept();
        daemon(() -> serve(connection));
      } catch (IOException e) {
        // The client was gone before it was accepted.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        InputStream in = new BufferedInputStream(connection.getInputStream());
        OutputStream out = connection.getOutputStream()) {
      connection.setTcpNoDelay(true);
      for (String head = readHead(in); head != null; head = readHead(in)) {
        byte[] body = in.readNBytes(length(head));
        Thread.sleep(delayMillis);
        count(head, body);
        out.write(ANSWER);
      }
    } catch (IOException e) {
      // The client went away, and its own figures tell.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Null when the client sends no more. */
  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int matched = 0;
    while (matched < 4 && head.size() < MAX_HEAD) {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      head.write(b);
      // Of \r\n\r\n so many came in a row.
      matched = b == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : b == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
  }

  private static int length(String head) {
    int at = head.indexOf(LENGTH);
    return at < 0
        ? 0
        : Integer.parseInt(
            head.substring(at + LENGTH.length(), head.indexOf("\r\n", at + 2)).strip());
  }

  private void count(String head, byte[] body) throws IOException {
    requests.incrementAndGet();
    bytes.addAndGet((long) head.length() + body.length);
    byte[] envelope = body;
    if (head.contains("content-encoding: gzip")) {
      envelope = new GZIPInputStream(new ByteArrayInputStream(body), 4096).readAllBytes();
    }
    String text = new String(envelope, StandardCharsets.ISO_8859_1);
    if (firstItem(text).contains("\"type\":\"event\"")) {
      events.incrementAndGet();
    }
    int at = text.indexOf(SUPPRESSED);
    if (at >= 0) {
      int begin = at + SUPPRESSED.length();
      int end = begin;
      while (Character.isDigit(text.charAt(end))) {
        end++;
      }
      suppressed.addAndGet(Long.parseLong(text.substring(begin, end)));
    }
  }

  /** The header of the first item, which stands in the second line. */
  private static String firstItem(String envelope) {
    int begin = envelope.indexOf('\n') + 1;
    int end = envelope.indexOf('\n', begin);
    return envelope.substring(begin, end < 0 ? envelope.length() : end);
  }
}
