package dev.whorl.inbox.web;

import dev.whorl.inbox.ingest.Arrivals;
import dev.whorl.inbox.ingest.Authorization;
import dev.whorl.inbox.ingest.BodyMemory;
import dev.whorl.inbox.ingest.ContentDecoding;
import dev.whorl.inbox.ingest.EncodedBody;
import dev.whorl.inbox.ingest.EnvelopeReader;
import dev.whorl.inbox.ingest.KeyPolicy;
import dev.whorl.inbox.ingest.ReceivedEnvelope;
import dev.whorl.inbox.ingest.ReceivedEvent;
import dev.whorl.inbox.ingest.Refusal;
import dev.whorl.inbox.ingest.RefusedException;
import dev.whorl.inbox.ingest.StoreRequest;
import dev.whorl.inbox.store.Added;
import dev.whorl.inbox.store.StoreException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Takes what clients send. An event is answered with 200 when it is in the file for good. */
public final class IngestEndpoints {
  private static final String AUTH = "X-Sentry-Auth";
  private static final String KEY = "sentry_key";
  private static final String BUSY = "The inbox has too much to do; send it again in a moment";
  private static final long MOST_SECONDS = 30;

  private final Arrivals arrivals;
  private final KeyPolicy keys;
  private final BodyMemory memory;
  private final ContentDecoding decoding = new ContentDecoding();

  private IngestEndpoints(Arrivals arrivals, KeyPolicy keys, BodyMemory memory) {
    this.arrivals = arrivals;
    this.keys = keys;
    this.memory = memory;
  }

  /**
   * Adds the routes of clients to others. Those of the inbox itself must be there before, since a
   * project may have any name.
   *
   * @param routes are added to
   * @param arrivals take what is sent
   * @param keys say who may send
   * @param memory is what bodies may have of it, all together
   */
  public static void addTo(Routes routes, Arrivals arrivals, KeyPolicy keys, BodyMemory memory) {
    IngestEndpoints endpoints = new IngestEndpoints(arrivals, keys, memory);
    routes
        .add("POST", "/api/{project}/envelope", request -> endpoints.answer(request, true))
        .add("POST", "/api/{project}/store", request -> endpoints.answer(request, false));
  }

  private Answer answer(WebRequest request, boolean isEnvelope) throws IOException {
    try (BodyMemory.Share share = memory.share()) {
      return isEnvelope ? envelope(request, share) : store(request, share);
    } catch (RefusedException e) {
      if (e.refusal() == Refusal.BUSY) {
        return busy();
      }
      arrivals.refused(e.refusal().label());
      return Answer.refusal(e.status(), e.reason());
    }
  }

  private Answer store(WebRequest request, BodyMemory.Share share)
      throws IOException, RefusedException {
    keys.check(Authorization.key(request.header(AUTH), request.queryParameter(KEY), null));
    return added(StoreRequest.read(receive(request, share).decoded()), "store", () -> {});
  }

  /** A stranger's is not worth more memory than finding out takes. */
  private Answer envelope(WebRequest request, BodyMemory.Share share)
      throws IOException, RefusedException {
    String header = request.header(AUTH);
    String query = request.queryParameter(KEY);
    boolean keyIsInside = header == null && query == null;
    if (!keyIsInside) {
      keys.check(Authorization.key(header, query, null));
    }
    EncodedBody body = receive(request, share);
    if (keyIsInside) {
      keys.check(EnvelopeReader.key(body.beginning(EnvelopeReader.BEGINNING)));
    }
    ReceivedEnvelope envelope = EnvelopeReader.read(body.decoded());
    keys.check(Authorization.key(header, query, envelope.key()));
    ReceivedEvent event = ReceivedEvent.of(envelope);
    return added(event, "envelope", arrivals.counting(envelope));
  }

  private EncodedBody receive(WebRequest request, BodyMemory.Share share)
      throws IOException, RefusedException {
    return decoding.receive(request.body(), request.header("Content-Encoding"), share);
  }

  /**
   * What came with an event is counted when that is stored: a client that sends again, sends all.
   */
  private Answer added(@Nullable ReceivedEvent event, String source, Runnable counting) {
    if (event == null) {
      counting.run();
      return Answer.json(200, InboxJson.object());
    }
    try {
      // A repeated event is there already, which is what its sender wants to hear.
      arrivals
          .add(event, source, null)
          .thenAccept(
              added -> {
                if (added == Added.STORED) {
                  counting.run();
                }
              })
          .get(MOST_SECONDS, TimeUnit.SECONDS);
      return Answer.json(200, InboxJson.object().put("id", event.eventId()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException) {
        return busy();
      }
      throw new CompletionException(e.getCause());
    } catch (TimeoutException e) {
      return busy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return busy();
    }
  }

  private static Answer busy() {
    return Answer.refusal(503, BUSY).with("Retry-After", "1");
  }
}
