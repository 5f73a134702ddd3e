package dev.whorl.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 connection, to the server or to a proxy. For one request at a time. */
final class ServerConnection {
  /** What a server may say; ten times what any is known to say. */
  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(1 << 16).setMaxHeaderCount(100).build();

  /** What is left of an answer is read so far and no further; then a new connection is cheaper. */
  private static final int MAX_REST = 1 << 16;

  private static final long MAX_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final TimedSocket socket;
  private final boolean wantsWholeAddress;
  private final DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(LIMITS);
  private final byte[] unread = new byte[1024];
  private long idleSince;

  /** Whether nobody knows where in the stream of bytes the next answer would begin. */
  private boolean broken;

  /**
   * Makes one of a connected socket.
   *
   * @param wantsWholeAddress whether requests name the server, as a proxy needs it
   */
  ServerConnection(TimedSocket socket, boolean wantsWholeAddress) throws IOException {
    this.socket = socket;
    this.wantsWholeAddress = wantsWholeAddress;
    http.bind(socket);
  }

  /** From now on it is encrypted. */
  void encrypt(SSLSocket encrypted) throws IOException {
    http.bind(encrypted, socket);
  }

  TimedSocket socket() {
    return socket;
  }

  /**
   * Sends a request and waits for the head of the answer.
   *
   * @throws IOException if there is none in time
   * @throws HttpException if it is no HTTP
   */
  ClassicHttpResponse ask(BasicClassicHttpRequest request, Attempt attempt)
      throws IOException, HttpException {
    attempt.holds(socket);
    socket.readUntil(attempt.deadline());
    if (wantsWholeAddress) {
      request.setAbsoluteRequestUri(true);
    }
    try {
      http.sendRequestHeader(request);
      if (request.getEntity() != null) {
        http.sendRequestEntity(request);
      }
      http.flush();
    } catch (SocketException e) {
      return earlyAnswer(request, e);
    }
    return answer(request);
  }

  private ClassicHttpResponse answer(ClassicHttpRequest request) throws IOException, HttpException {
    ClassicHttpResponse response = http.receiveResponseHeader();
    while (response.getCode() < HttpStatus.SC_OK) {
      response = http.receiveResponseHeader();
    }
    if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
      try {
        http.receiveResponseEntity(response);
      } catch (HttpException e) {
        // Nobody knows how long the body is; but the status arrived, and it decides.
        broken = true;
      }
    }
    return response;
  }

  /** A server may refuse what is too large for it before it has all, and close the connection. */
  private ClassicHttpResponse earlyAnswer(ClassicHttpRequest request, SocketException failure)
      throws SocketException {
    broken = true;
    try {
      return answer(request);
    } catch (IOException | HttpException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /** The beginning of the body of an answer, if it comes in time; else what came of it. */
  byte[] beginning(ClassicHttpResponse response, int most) {
    byte[] bytes = new byte[most];
    int end = 0;
    try {
      InputStream body = body(response);
      int read = 0;
      while (body != null && read >= 0 && end < most) {
        end += read;
        read = body.read(bytes, end, most - end);
      }
    } catch (IOException e) {
      // The status arrived, and it decides.
    }
    return Arrays.copyOf(bytes, end);
  }

  /** Reads what is left of an answer; false if another request can not be sent after this one. */
  boolean finish(ClassicHttpRequest request, ClassicHttpResponse response, Attempt attempt) {
    if (broken) {
      return false;
    }
    try {
      InputStream body = body(response);
      if (body != null) {
        long end = System.nanoTime() + MAX_REST_NANOS;
        socket.readUntil(attempt.isLate(end) ? attempt.deadline() : end);
        int rest = 0;
        for (int read = 0; read >= 0; read = body.read(unread)) {
          rest += read;
          if (rest > MAX_REST) {
            return false;
          }
        }
      }
      return http.isOpen()
          && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(
              request, response, HttpCoreContext.create());
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable InputStream body(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? null : entity.getContent();
  }

  /** It waits for the next request. */
  void idle(long now) {
    idleSince = now;
  }

  long idleNanos(long now) {
    return now - idleSince;
  }

  /** At once, whatever was on its way. */
  void close() {
    // Not by the client, which would cut it with a reset, or with encryption wait to take leave.
    socket.closeQuietly();
  }
}
