package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.event.Sdk;
import dev.whorl.protocol.Discarded;
import dev.whorl.protocol.Dsn;
import dev.whorl.protocol.EncodedEvent;
import dev.whorl.protocol.Envelope;
import dev.whorl.protocol.Packed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * Posts each event as a compressed envelope, over connections that are kept, and says what the
 * server's answer means: any 2xx, and 400 for an event that it has already, is a delivery; 408,
 * 502, 503, 504 and no answer may be tried again; all else is final.
 */
public final class HttpSender implements Sender {
  private static final String ENVELOPE = "application/x-sentry-envelope";
  private static final int MAX_REASON = 300;
  private static final int MAX_PEEKED = 4096;

  /** Shorter keys are of tests, and parts of common words. */
  private static final int MIN_SECRET = 8;

  private final Dsn dsn;
  private final Sdk sdk;
  private final Options options;
  private final RateLimits limits;
  private final InstantSource clock;
  private final Compression compression = new Compression();
  private final KeptConnections kept;
  private final Set<Attempt> inFlight = ConcurrentHashMap.newKeySet();
  private @Nullable Client client;
  private volatile boolean cancelled;
  private boolean closed;

  /**
   * What is needed for each request.
   *
   * @param route to the server
   * @param headers that all requests have
   * @param type of the body
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  private record Client(Route route, Header[] headers, ContentType type) {}

  /**
   * How to connect.
   *
   * @param connectTimeout for a new connection
   * @param requestTimeout for the whole of a request with its answer
   * @param maxInFlight how many connections may be kept
   * @param proxy host and port, not resolved; null leaves it to the JVM's settings
   */
  public record Options(
      Duration connectTimeout,
      Duration requestTimeout,
      int maxInFlight,
      @Nullable InetSocketAddress proxy) {}

  /**
   * Makes a sender; nothing is opened before the first event.
   *
   * @param dsn where to and with which key
   * @param sdk the client, as it names itself
   * @param options how to connect
   * @param limits told what each answer says of them
   * @param clock for the time of sending
   */
  public HttpSender(Dsn dsn, Sdk sdk, Options options, RateLimits limits, InstantSource clock) {
    this.dsn = dsn;
    this.sdk = sdk;
    this.options = options;
    this.limits = limits;
    this.clock = clock;
    kept = new KeptConnections(options.maxInFlight());
  }

  @Override
  public Result send(@Nullable EncodedEvent event, @Nullable Discarded report) {
    Client ready = client();
    if (ready == null) {
      return new Result.Refused(DropReason.CLOSED, "", false);
    }
    Attempt attempt = new Attempt(System.nanoTime() + options.requestTimeout().toNanos());
    inFlight.add(attempt);
    try {
      if (cancelled) {
        attempt.breakOff();
      }
      return exchange(ready, body(event, report), attempt);
    } catch (IOException | HttpException | RuntimeException e) {
      return new Result.Failed(DropReason.NETWORK, shown(e, attempt), 0);
    } finally {
      inFlight.remove(attempt);
    }
  }

  /** What happened, for people. */
  private String shown(Exception failure, Attempt attempt) {
    if (attempt.isLate(System.nanoTime())) {
      return "no answer in time; requestTimeoutMillis is " + options.requestTimeout().toMillis();
    }
    String cause = withoutKeys(failure.toString());
    return cause.substring(0, Math.min(cause.length(), MAX_REASON));
  }

  private Result exchange(Client ready, byte[] body, Attempt attempt)
      throws IOException, HttpException {
    ServerConnection waiting = kept.take();
    if (waiting != null) {
      try {
        return exchange(ready, body, attempt, waiting);
      } catch (NoHttpResponseException | SocketException e) {
        // The server had closed it meanwhile, most likely.
        if (attempt.isBrokenOff()) {
          throw e;
        }
      }
    }
    return exchange(ready, body, attempt, ready.route.connect(attempt));
  }

  private Result exchange(Client ready, byte[] body, Attempt attempt, ServerConnection connection)
      throws IOException, HttpException {
    boolean usable = false;
    try {
      BasicClassicHttpRequest request = request(ready, body);
      ClassicHttpResponse response = connection.ask(request, attempt);
      Result result = result(response, connection);
      usable = connection.finish(request, response, attempt);
      return result;
    } finally {
      if (usable) {
        kept.keep(connection, System.nanoTime());
      } else {
        connection.close();
      }
    }
  }

  private Result result(ClassicHttpResponse response, ServerConnection connection) {
    limits.update(
        response.getCode(),
        joined(response, "X-Sentry-Rate-Limits"),
        header(response, "Retry-After"));
    return response.getCode() / 100 == 2
        ? new Result.Delivered()
        : failure(response, said(response, connection));
  }

  private Result failure(ClassicHttpResponse response, String said) {
    String detail =
        "the server answered " + response.getCode() + (said.isEmpty() ? "" : ": " + said);
    return switch (response.getCode()) {
      case 429 ->
          new Result.Refused(
              DropReason.RATE_LIMITED,
              detail
                  + "; it takes no events for "
                  + TimeUnit.NANOSECONDS.toSeconds(limits.errorsLimitedNanos())
                  + " s",
              true);
      // Proxies say 408 on a kept connection, too, before they close it: to no request at all.
      case 408, 502, 503, 504 ->
          new Result.Failed(DropReason.NETWORK, detail, pauseNanos(response));
      case 400 ->
          said.toLowerCase(Locale.ROOT).contains("already exists")
              ? new Result.Delivered()
              : new Result.Refused(DropReason.REJECTED, detail, false);
      default -> new Result.Refused(DropReason.REJECTED, detail, false);
    };
  }

  private long pauseNanos(ClassicHttpResponse response) {
    Duration wanted = limits.retryAfter(header(response, "Retry-After"));
    return wanted == null ? 0 : wanted.toNanos();
  }

  private static @Nullable String header(ClassicHttpResponse response, String name) {
    Header header = response.getLastHeader(name);
    return header == null ? null : header.getValue();
  }

  private static @Nullable String joined(ClassicHttpResponse response, String name) {
    Header[] headers = response.getHeaders(name);
    return headers.length == 0
        ? null
        : Arrays.stream(headers).map(Header::getValue).collect(Collectors.joining(","));
  }

  private static BasicClassicHttpRequest request(Client ready, byte[] body) {
    BasicClassicHttpRequest request = ready.route.request("POST");
    request.setHeaders(ready.headers);
    request.addHeader("Content-Length", body.length);
    request.setEntity(new ByteArrayEntity(body, ready.type));
    return request;
  }

  private byte[] body(@Nullable EncodedEvent event, @Nullable Discarded report) {
    Envelope.Around around = Envelope.around(event, report, sdk, clock.instant());
    if (event == null) {
      return compression.gzip(around.before(), around.after());
    }
    Packed packed = event.packed();
    return packed == null
        ? compression.gzip(around.before(), event.json(), around.after())
        : compression.gzip(around.before(), packed, around.after());
  }

  private Client newClient() {
    Route route = new Route(dsn.envelopeUrl(), options.proxy(), options.connectTimeout());
    String name = sdk.name() + "/" + sdk.version();
    Header[] headers = {
      new BasicHeader("Host", route.hostHeader()),
      new BasicHeader("User-Agent", name),
      new BasicHeader("X-Sentry-Auth", dsn.authHeader(name)),
      new BasicHeader("Content-Type", ENVELOPE),
      new BasicHeader("Content-Encoding", "gzip")
    };
    return new Client(route, headers, ContentType.create(ENVELOPE));
  }

  /** What the server says: its header for errors, else the beginning of its answer. */
  private String said(ClassicHttpResponse response, ServerConnection connection) {
    String header = header(response, "X-Sentry-Error");
    String said =
        new String(
            header == null
                ? connection.beginning(response, MAX_PEEKED)
                // As it came: the client takes each byte for a character.
                : header.getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.UTF_8);
    // A server may repeat the key that it was asked with, and what is cut may end in the middle of
    // it.
    String masked = withoutKeys(said);
    int end = Math.min(MAX_REASON, Math.max(0, masked.length() - tail(said)));
    return masked.substring(0, end).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }

  /** How much of the end may be a part of a key: none if all that was said is there. */
  private int tail(String said) {
    String secret = dsn.secretKey();
    // No encoding has more than four bytes for a character.
    boolean whole = said.length() < MAX_PEEKED / 4;
    return whole ? 0 : Math.max(dsn.publicKey().length(), secret == null ? 0 : secret.length());
  }

  private String withoutKeys(String detail) {
    return masked(masked(detail, dsn.publicKey()), dsn.secretKey());
  }

  private static String masked(String detail, @Nullable String key) {
    return key == null || key.length() < MIN_SECRET ? detail : detail.replace(key, "***");
  }

  /** Built at the first event, on a sender's thread: the classes take a while to load. */
  private synchronized @Nullable Client client() {
    if (client == null && !closed) {
      client = newClient();
    }
    return client;
  }

  @Override
  public void tick() {
    long now = System.nanoTime();
    for (Attempt attempt : inFlight) {
      // Reads end by themselves; to write to a server that takes nothing does not.
      if (attempt.isLate(now)) {
        attempt.breakOff();
      }
    }
    kept.tick(now);
  }

  @Override
  public void cancel() {
    cancelled = true;
    inFlight.forEach(Attempt::breakOff);
  }

  @Override
  public synchronized void close() {
    closed = true;
    client = null;
    compression.close();
    kept.close();
  }
}
