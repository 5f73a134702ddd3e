package dev.whorl.inbox.web;

import dev.whorl.inbox.store.BusyException;
import dev.whorl.inbox.web.BodySlots.NoneFreeException;
import dev.whorl.inbox.web.DeadlineStream.TooSlowException;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Listens for HTTP, lets the guard look, and answers with what the routes say. */
public final class InboxServer implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 512;
  private static final int MOST_THREADS = 100;
  private static final int MOST_BODIES = 60;
  private static final long BODY_TURN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int HEADER_BYTES = 16 << 10;
  private static final long IDLE_MILLIS = 20_000;
  private static final long HEADER_MILLIS = 30_000;
  private static final long BODY_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long STOP_MILLIS = 3_000;

  /** Kept connections, on which nothing is to be awaited, end after this when the inbox stops. */
  private static final long STOP_IDLE_MILLIS = 100;

  private final Server server;
  private final ServerConnector connector;
  private final BiConsumer<String, Throwable> failures;

  private InboxServer(
      Server server, ServerConnector connector, BiConsumer<String, Throwable> failures) {
    this.server = server;
    this.connector = connector;
    this.failures = failures;
  }

  /**
   * Starts to listen.
   *
   * @param address where; port 0 takes a free one
   * @param names under which it is reached besides {@code localhost}, lower case
   * @param routes answer
   * @param failures told what failed inside while answering which path; the client gets a 500
   * @return the running server
   * @throws IOException if the address cannot be listened on; the message says what to do
   */
  public static InboxServer start(
      InetSocketAddress address,
      Set<String> names,
      Routes routes,
      BiConsumer<String, Throwable> failures)
      throws IOException {
    return start(address, names, routes, failures, HEADER_MILLIS);
  }

  /** The same, with another time from which on a request may be too slow to begin. */
  static InboxServer start(
      InetSocketAddress address,
      Set<String> names,
      Routes routes,
      BiConsumer<String, Throwable> failures,
      long headerMillis)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
    threads.setName("whorl-inbox");
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setShutdownIdleTimeout(STOP_IDLE_MILLIS);
    connector.addBean(new HeaderDeadline(connector.getScheduler(), headerMillis));
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
    server.setHandler(new Answering(new RequestGuard(names), routes, failures));
    server.setErrorHandler(new PlainErrors());
    server.setStopTimeout(STOP_MILLIS);
    InboxServer started = new InboxServer(server, connector, failures);
    try {
      server.start();
      return started;
    } catch (Exception e) {
      started.close();
      throw new IOException(problem(address, e), e);
    }
  }

  /**
   * The port on which it listens.
   *
   * @return from 1 to 65535
   */
  public int port() {
    return connector.getLocalPort();
  }

  /** Stops to listen, and waits some seconds for the answers that are on their way. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      failures.accept("(stop)", e);
    }
  }

  private static String problem(InetSocketAddress address, Throwable failure) {
    String place = address.getHostString() + ":" + address.getPort();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return "--bind and --port: "
            + place
            + " cannot be listened on ("
            + cause.getMessage()
            + "); is another inbox running there? --port 0 takes a free port";
      }
    }
    return "--bind and --port: " + place + " cannot be listened on: " + failure.getMessage();
  }

  /** Between the HTTP server and the routes. */
  private static final class Answering extends Handler.Abstract {
    private final RequestGuard guard;
    private final Routes routes;
    private final BiConsumer<String, Throwable> failures;
    private final BodySlots slots = new BodySlots(MOST_BODIES, BODY_TURN_NANOS);

    Answering(RequestGuard guard, Routes routes, BiConsumer<String, Throwable> failures) {
      this.guard = guard;
      this.routes = routes;
      this.failures = failures;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Answer answer = answer(request);
      response.setStatus(answer.status());
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
      PolicyHeaders.addTo(response.getHeaders());
      answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
      boolean head = request.getMethod().equals("HEAD");
      response.write(true, ByteBuffer.wrap(head ? new byte[0] : answer.body()), callback);
      return true;
    }

    private Answer answer(Request request) {
      String path = Request.getPathInContext(request);
      DeadlineStream body =
          new DeadlineStream(
              Content.Source.asInputStream(request), System::nanoTime, BODY_NANOS, slots);
      try {
        String method = request.getMethod();
        boolean ingest = path.startsWith("/api/") && !path.startsWith("/api/inbox/");
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String objection =
            guard.objection(method, request.getHeaders().get(HttpHeader.HOST), origin, ingest);
        if (objection != null) {
          return Answer.refusal(403, objection);
        }
        Answer answer = routes.answer(webRequest(request, path, body));
        return ingest && origin != null && guard.isLocalPage(origin)
            ? answer.with("Access-Control-Allow-Origin", origin).with("Vary", "Origin")
            : answer;
      } catch (BadRequestException e) {
        return Answer.refusal(400, String.valueOf(e.getMessage()));
      } catch (JsonBody.TooLargeException e) {
        return Answer.refusal(413, String.valueOf(e.getMessage()));
      } catch (BusyException | NoneFreeException e) {
        return Answer.refusal(503, "The inbox has too much to do; ask again in a moment")
            .with("Retry-After", "1");
      } catch (TooSlowException e) {
        return Answer.refusal(408, "The body took too long to arrive");
      } catch (HttpException.RuntimeException | IllegalArgumentException e) {
        return Answer.refusal(400, "The request cannot be read: " + e.getMessage());
      } catch (IOException e) {
        return Answer.refusal(400, "The body ended too early");
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        failures.accept(path, e);
        return Answer.refusal(500, "The inbox failed to answer; it tells why where it runs");
      } finally {
        body.done();
      }
    }

    private static WebRequest webRequest(Request request, String path, InputStream body) {
      Map<String, List<String>> query = new LinkedHashMap<>();
      Fields fields = Request.extractQueryParameters(request);
      fields.forEach(field -> query.put(field.getName(), field.getValues()));
      return new WebRequest(
          request.getMethod(), path, query, Map.of(), name -> request.getHeaders().get(name), body);
    }
  }
}
