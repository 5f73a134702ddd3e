package dev.whorl.inbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Several clients that post events, each with an id of its own, until nobody answers any more. */
final class PostingClients {
  private static final int CLIENTS = 4;

  /** Every so many events one is sent twice, as after an answer that was lost. */
  private static final int REPEATED = 10;

  private final URI address;
  private final int groups;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger next = new AtomicInteger();
  private final Queue<String> taken = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
  private final CountDownLatch enough;
  private final List<Thread> threads = new ArrayList<>();

  PostingClients(URI address, int groups, int enough) {
    this.address = address;
    this.groups = groups;
    this.enough = new CountDownLatch(enough);
  }

  /** Starts, and waits until enough events have been answered with 200; goes on after that. */
  void startAndAwaitEnough() throws InterruptedException {
    for (int i = 0; i < CLIENTS; i++) {
      Thread thread = new Thread(this::post, "client-" + i);
      thread.start();
      threads.add(thread);
    }
    assertThat(enough.await(60, TimeUnit.SECONDS)).as("refusals %s", refusals).isTrue();
  }

  /** The ids of all events that were answered with 200, when the clients have given up. */
  List<String> taken() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(60));
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(refusals).isEmpty();
    return List.copyOf(taken);
  }

  /** How many different events were sent, answered or not. */
  int sent() {
    return next.get();
  }

  private void post() {
    try {
      while (true) {
        int number = next.getAndIncrement();
        String id = "%032x".formatted(number + 1);
        if (isTaken(id, number)) {
          taken.add(id);
          if (number % REPEATED == 0) {
            isTaken(id, number);
          }
          enough.countDown();
        }
      }
    } catch (IOException nobodyThere) {
      // What was not answered may be there or not.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isTaken(String id, int number) throws IOException, InterruptedException {
    String envelope =
        """
        {"event_id":"%s"}
        {"type":"event"}
        {"fingerprint":["group-%d"],"message":"order %d failed","tags":{"bank":"b%d"}}
        """
            .formatted(id, number % groups, number, number % 3);
    int status =
        http.send(
                HttpRequest.newBuilder(address)
                    .header("X-Sentry-Auth", "Sentry sentry_key=k")
                    .POST(BodyPublishers.ofString(envelope))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    if (status != 200) {
      refusals.add(status);
    }
    return status == 200;
  }
}
