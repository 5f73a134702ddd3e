package dev.whorl.benchmarks.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.rules.FingerprintRules;
import dev.whorl.grouping.rules.StackTraceRules;
import dev.whorl.inbox.ingest.SearchText;
import dev.whorl.inbox.payload.EventDigest;
import dev.whorl.inbox.payload.EventReader;
import dev.whorl.inbox.payload.UnreadableEventException;
import dev.whorl.inbox.store.Added;
import dev.whorl.inbox.store.EventStore;
import dev.whorl.inbox.store.NewEvent;
import dev.whorl.inbox.store.Retention;
import dev.whorl.inbox.store.Totals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Fills the database of an inbox with events of the last 29 days, by the way that arriving events
 * take behind the HTTP server.
 */
final class StoreFill {
  private static final Duration BACK = Duration.ofDays(29);
  private static final int UNDERWAY = 3000;

  private final SampleEvents samples;
  private final Grouper grouper =
      Grouper.ofManyPrograms(FingerprintRules.parse(""), StackTraceRules.parse(""));
  private final EventReader reader = new EventReader();

  private final boolean withPayloads;

  /** Without payloads, an id is stored for each: for what never reads them, filling is faster. */
  StoreFill(int groups, boolean withPayloads) {
    samples = new SampleEvents(groups);
    this.withPayloads = withPayloads;
  }

  void fill(Path database, long events) throws IOException, InterruptedException {
    Instant begin = Instant.now().minus(BACK);
    long stepMillis = BACK.toMillis();
    long started = System.nanoTime();
    Semaphore room = new Semaphore(UNDERWAY);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Retention all = new Retention(Math.max(events, 1_000_000), Duration.ofDays(30));
    try (EventStore store = EventStore.open(database, all, Clock.systemUTC())) {
      for (long i = 0; i < events; i++) {
        long number = i;
        Instant time = begin.plusMillis(stepMillis * i / events);
        room.acquire();
        threads.execute(() -> add(store, number, time, room));
      }
      room.acquire(UNDERWAY);
      Totals totals = store.totals();
      double seconds = (System.nanoTime() - started) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "Filled with %,d events in %,d groups in %.0f s, %,.0f a second%n",
          totals.events(),
          totals.groups(),
          seconds,
          events / seconds);
    } finally {
      threads.shutdownNow();
    }
    System.out.printf(
        Locale.ROOT,
        "%,d bytes in the file, %,d an event%n",
        Files.size(database),
        Files.size(database) / Math.max(1, events));
  }

  private static byte[] id(long number) {
    return ("{\"event_id\":\"" + SampleEvents.id(number) + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  private void add(EventStore store, long number, Instant time, Semaphore room) {
    CompletableFuture<Added> added;
    try {
      byte[] json = samples.json(number, time);
      JsonNode payload = reader.read(json);
      added =
          store.add(
              new NewEvent(
                  SampleEvents.id(number),
                  time,
                  "envelope",
                  EventDigest.of(payload, grouper),
                  withPayloads ? json : id(number),
                  SearchText.of(payload),
                  null));
    } catch (UnreadableEventException e) {
      throw new IllegalStateException(e);
    }
    added.whenComplete(
        (done, failure) -> {
          room.release();
          if (failure != null) {
            failure.printStackTrace();
          }
        });
  }
}
