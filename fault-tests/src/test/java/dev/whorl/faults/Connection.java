package dev.whorl.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection: reads requests and does to each what the script says. */
final class Connection implements Runnable {
  private static final int MAX_HEAD = 16_384;
  private static final long BETWEEN_BYTES = TimeUnit.MILLISECONDS.toNanos(1);

  private final FaultServer server;
  private final Socket socket;

  Connection(FaultServer server, Socket socket) {
    this.server = server;
    this.socket = socket;
  }

  @Override
  public void run() {
    try (InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      socket.setTcpNoDelay(true);
      boolean open = true;
      while (open) {
        String head = readHead(in);
        open = head != null && serve(head, in, out);
      }
    } catch (IOException e) {
      // The client went away, or does not trust this server; its own books tell.
    }
  }

  /** Null when the client sends no more. */
  private static @Nullable String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int state = 0;
    while (state < 4 && bytes.size() < MAX_HEAD) {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      bytes.write(b);
      // Of \r\n\r\n so many came in a row.
      state = b == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : b == '\r' ? 1 : 0;
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static int length(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("\r\ncontent-length:");
    return at < 0
        ? 0
        : Integer.parseInt(head.substring(at + 17, head.indexOf("\r\n", at + 2)).strip());
  }

  /** False if the connection is of no more use. */
  private boolean serve(String head, InputStream in, OutputStream out) throws IOException {
    ServerBook book = server.book();
    Answer answer = server.next();
    int length = length(head);
    if (answer.manner() == Answer.Manner.RESET_IN_REQUEST) {
      byte[] unused = in.readNBytes(length / 2);
      return reset();
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      return false;
    }
    if (head.replaceAll("(?im)^x-sentry-auth:.*$", "").contains(FaultServer.KEY)) {
      book.offence("the head of a request contains the key: " + head);
    }
    SeenEnvelope envelope;
    try {
      envelope = SeenEnvelope.read(body);
    } catch (IOException | RuntimeException e) {
      book.offence("an envelope that cannot be read: " + e);
      return false;
    }
    book.received(envelope);
    server.pause(answer.delay().toNanos());
    boolean open = reply(answer, in, out);
    if (answer.acknowledges()) {
      book.acknowledged(envelope);
    }
    return answer.manner() == Answer.Manner.RESET_IN_BODY ? reset() : open;
  }

  private boolean reply(Answer answer, InputStream in, OutputStream out) throws IOException {
    byte[] head = head(answer);
    switch (answer.manner()) {
      case WHOLE, THEN_CLOSED -> {
        byte[] all = new byte[head.length + answer.body().length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(answer.body(), 0, all, head.length, answer.body().length);
        out.write(all);
      }
      case SLOWLY -> {
        writeSlowly(head, out);
        writeSlowly(answer.body(), out);
      }
      case CHUNKED -> {
        out.write(head);
        out.write(
            (Integer.toHexString(answer.body().length) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(answer.body());
        out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      case STALL -> {
        // Until the client has had enough, or the server is closed.
        while (in.read() >= 0) {}
        return false;
      }
      case RESET_IN_ANSWER -> {
        out.write(head, 0, 12);
        return reset();
      }
      case RESET_IN_BODY -> out.write(head);
      case NO_ANSWER -> {
        return false;
      }
      case RAW -> {
        out.write(answer.body());
        return false;
      }
      case RESET_IN_REQUEST -> throw new IllegalStateException("is not to be answered");
    }
    out.flush();
    return answer.manner() != Answer.Manner.THEN_CLOSED;
  }

  private static byte[] head(Answer answer) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" Said\r\n");
    answer.headers().forEach(header -> head.append(header).append("\r\n"));
    if (answer.manner() == Answer.Manner.CHUNKED) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else {
      // A body that is going to break off was announced to be longer.
      int more = answer.manner() == Answer.Manner.RESET_IN_BODY ? 100 : 0;
      head.append("Content-Length: ").append(answer.body().length + more).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void writeSlowly(byte[] bytes, OutputStream out) throws IOException {
    for (byte b : bytes) {
      out.write(b);
      out.flush();
      server.pause(BETWEEN_BYTES);
    }
  }

  private boolean reset() throws IOException {
    // Without lingering, to close is to send a reset.
    socket.setSoLinger(true, 0);
    socket.close();
    return false;
  }
}
