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
import java.net.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Posts each event as a compressed envelope, over connections that are kept, and says what the
 * server's answer means: any 2xx, and 400 for an event that it has already, is a delivery; 502,
 * 503, 504 and no answer may be tried again; all else is final.
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
  private @Nullable Client client;
  private final Set<Call> inFlight = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;
  private boolean closed;

  /**
   * What is needed for each request.
   *
   * @param http keeps the connections
   * @param template a request but for its body
   * @param envelope the type of the body
   */
  private record Client(OkHttpClient http, Request template, MediaType envelope) {}

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
  }

  @Override
  public Result send(@Nullable EncodedEvent event, @Nullable Discarded report) {
    Client ready = client();
    if (ready == null) {
      return new Result.Refused(DropReason.CLOSED, "", false);
    }
    Call call = ready.http.newCall(request(ready, event, report));
    inFlight.add(call);
    if (cancelled) {
      call.cancel();
    }
    try (Response response = call.execute()) {
      limits.update(
          response.code(),
          joined(response, "X-Sentry-Rate-Limits"),
          response.header("Retry-After"));
      return response.isSuccessful() ? new Result.Delivered() : failure(response);
    } catch (IOException | RuntimeException e) {
      // The client throws other things than it says at headers that it cannot read.
      String cause = withoutKeys(e.toString());
      String shown = cause.substring(0, Math.min(cause.length(), MAX_REASON));
      return new Result.Failed(DropReason.NETWORK, shown, 0);
    } finally {
      inFlight.remove(call);
    }
  }

  private Result failure(Response response) {
    String said = said(response);
    String detail = "the server answered " + response.code() + (said.isEmpty() ? "" : ": " + said);
    return switch (response.code()) {
      case 429 ->
          new Result.Refused(
              DropReason.RATE_LIMITED,
              detail
                  + "; it takes no events for "
                  + TimeUnit.NANOSECONDS.toSeconds(limits.errorsLimitedNanos())
                  + " s",
              true);
      case 502, 503, 504 -> new Result.Failed(DropReason.NETWORK, detail, pauseNanos(response));
      case 400 ->
          said.toLowerCase(Locale.ROOT).contains("already exists")
              ? new Result.Delivered()
              : new Result.Refused(DropReason.REJECTED, detail, false);
      default -> new Result.Refused(DropReason.REJECTED, detail, false);
    };
  }

  private long pauseNanos(Response response) {
    Duration wanted = limits.retryAfter(response.header("Retry-After"));
    return wanted == null ? 0 : wanted.toNanos();
  }

  private static @Nullable String joined(Response response, String header) {
    List<String> values = response.headers(header);
    return values.isEmpty() ? null : String.join(",", values);
  }

  private Request request(Client ready, @Nullable EncodedEvent event, @Nullable Discarded report) {
    return ready
        .template
        .newBuilder()
        .post(RequestBody.create(body(event, report), ready.envelope))
        .build();
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

  private Request template() {
    String name = sdk.name() + "/" + sdk.version();
    return new Request.Builder()
        .url(dsn.envelopeUrl().toString())
        .header("User-Agent", name)
        .header("X-Sentry-Auth", dsn.authHeader(name))
        .header("Content-Encoding", "gzip")
        .build();
  }

  /** What the server says: its header for errors, else the beginning of its answer. */
  private String said(Response response) {
    String said = response.header("X-Sentry-Error");
    if (said == null) {
      try (ResponseBody body = response.peekBody(MAX_PEEKED)) {
        said = body.string();
      } catch (IOException e) {
        // The status arrived, and it decides.
        said = "";
      }
    }
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

  /** Built at the first event, on a sender's thread: the client's classes take a while to load. */
  private synchronized @Nullable Client client() {
    if (client == null && !closed) {
      OkHttpClient.Builder builder =
          new OkHttpClient.Builder()
              .connectTimeout(options.connectTimeout())
              // It alone bounds all steps; each further timeout is a timer set and cleared a step.
              .callTimeout(options.requestTimeout())
              .readTimeout(Duration.ZERO)
              .writeTimeout(Duration.ZERO)
              .connectionPool(new ConnectionPool(options.maxInFlight(), 1, TimeUnit.MINUTES))
              .followRedirects(false);
      if (dsn.envelopeUrl().getScheme().equals("http")) {
        // Else the client reads all certificates that the JVM trusts, ten times the work of the
        // rest.
        builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
      }
      if (QuickAckSockets.areSupported()) {
        builder.socketFactory(new QuickAckSockets());
      }
      InetSocketAddress proxy = options.proxy();
      if (proxy != null) {
        builder.proxy(new Proxy(Proxy.Type.HTTP, proxy));
      }
      client = new Client(builder.build(), template(), MediaType.get(ENVELOPE));
    }
    return client;
  }

  @Override
  public void cancel() {
    cancelled = true;
    inFlight.forEach(Call::cancel);
  }

  @Override
  public synchronized void close() {
    closed = true;
    compression.close();
    if (client != null) {
      client.http.dispatcher().executorService().shutdown();
      client.http.connectionPool().evictAll();
      client = null;
    }
  }
}
