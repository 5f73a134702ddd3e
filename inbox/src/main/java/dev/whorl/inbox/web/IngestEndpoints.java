package dev.whorl.inbox.web;

import dev.whorl.inbox.ingest.Arrivals;
import dev.whorl.inbox.ingest.Authorization;
import dev.whorl.inbox.ingest.ContentDecoding;
import dev.whorl.inbox.ingest.EnvelopeReader;
import dev.whorl.inbox.ingest.KeyPolicy;
import dev.whorl.inbox.ingest.ReceivedEnvelope;
import dev.whorl.inbox.ingest.ReceivedEvent;
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
  private static final String BUSY = "The inbox has too much to do; send it again in a moment";
  private static final long MOST_SECONDS = 30;

  private final Arrivals arrivals;
  private final KeyPolicy keys;
  private final ContentDecoding decoding = new ContentDecoding();

  private IngestEndpoints(Arrivals arrivals, KeyPolicy keys) {
    this.arrivals = arrivals;
    this.keys = keys;
  }

  /**
   * Adds the routes of clients to others. Those of the inbox itself must be there before, since a
   * project may have any name.
   *
   * @param routes are added to
   * @param arrivals take what is sent
   * @param keys say who may send
   */
  public static void addTo(Routes routes, Arrivals arrivals, KeyPolicy keys) {
    IngestEndpoints endpoints = new IngestEndpoints(arrivals, keys);
    routes
        .add("POST", "/api/{project}/envelope", request -> endpoints.answer(request, true))
        .add("POST", "/api/{project}/store", request -> endpoints.answer(request, false));
  }

  private Answer answer(WebRequest request, boolean isEnvelope) throws IOException {
    try {
      String header = request.header("X-Sentry-Auth");
      String query = request.queryParameter("sentry_key");
      if (header != null || query != null || !isEnvelope) {
        // Before the body is read: a stranger's is not worth the memory.
        keys.check(Authorization.key(header, query, null));
      }
      byte[] body = decoding.decode(request.body(), request.header("Content-Encoding"));
      if (!isEnvelope) {
        return added(StoreRequest.read(body), "store", () -> {});
      }
      ReceivedEnvelope envelope = EnvelopeReader.read(body);
      keys.check(Authorization.key(header, query, envelope.key()));
      ReceivedEvent event = ReceivedEvent.of(envelope);
      return added(event, "envelope", arrivals.counting(envelope));
    } catch (RefusedException e) {
      arrivals.refused(e.refusal().label());
      return Answer.refusal(e.status(), e.reason());
    }
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
