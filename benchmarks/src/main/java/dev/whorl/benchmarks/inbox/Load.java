package dev.whorl.benchmarks.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends prepared requests over some kept connections, each of which sends the next one when it has
 * the answer of the one before. Does as little as it can beside that.
 */
final class Load {
  private final PreparedRequests requests;
  private final AtomicInteger next = new AtomicInteger();
  private final BitSet stored = new BitSet();
  private final Times times = new Times();
  private final List<Integer> perSecond = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private long started;

  Load(PreparedRequests requests) {
    this.requests = requests;
  }

  void run(URI address, int connections, long seconds) throws InterruptedException {
    started = System.nanoTime();
    long end = started + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Thread thread = new Thread(() -> send(address, end));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void send(URI address, long end) {
    Times own = new Times();
    byte[] answer = new byte[8192];
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      int number;
      while (System.nanoTime() < end && (number = next.getAndIncrement()) < requests.size()) {
        long sent = System.nanoTime();
        socket.getOutputStream().write(requests.get(number));
        String status = answer(in, answer);
        long now = System.nanoTime();
        own.add(now - sent);
        count(number, status, (int) ((now - started) / 1_000_000_000L));
      }
    } catch (IOException e) {
      synchronized (this) {
        refused.add(e.toString());
      }
    }
    synchronized (this) {
      times.addAll(own);
    }
  }

  private synchronized void count(int number, String status, int second) {
    while (perSecond.size() <= second) {
      perSecond.add(0);
    }
    if (status.equals("200")) {
      stored.set(number);
      perSecond.set(second, perSecond.get(second) + 1);
    } else {
      refused.add(status);
    }
  }

  /** Reads a whole answer, and returns its status. */
  private static String answer(InputStream in, byte[] buffer) throws IOException {
    int length = 0;
    while (true) {
      int read = in.read(buffer, length, buffer.length - length);
      if (read < 0) {
        throw new IOException("The connection was closed");
      }
      length += read;
      String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
      int body = text.indexOf("\r\n\r\n") + 4;
      if (body >= 4 && length >= body + contentLength(text)) {
        return text.substring(9, 12);
      }
    }
  }

  private static int contentLength(String head) {
    int at = head.indexOf("Content-Length: ") + 16;
    return Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
  }

  /** The numbers of the requests that were answered with 200. */
  BitSet stored() {
    return stored;
  }

  Times times() {
    return times;
  }

  List<String> refused() {
    return refused;
  }

  boolean isExhausted() {
    return next.get() >= requests.size();
  }

  /** The fewest in ten seconds on end, a second; in less, if it ran shorter. */
  double slowest() {
    int width = Math.max(1, Math.min(10, perSecond.size() - 1));
    double slowest = Double.MAX_VALUE;
    for (int i = 0; i + width < perSecond.size(); i++) {
      int sum = perSecond.subList(i, i + width).stream().mapToInt(Integer::intValue).sum();
      slowest = Math.min(slowest, (double) sum / width);
    }
    return slowest;
  }
}
