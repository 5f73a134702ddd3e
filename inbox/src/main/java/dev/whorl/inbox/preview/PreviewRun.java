package dev.whorl.inbox.preview;

import dev.whorl.inbox.preview.Preview.Hashed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run: hands events in batches to two threads and takes the answers back in the order of the
 * events. Few batches are on the way at a time, each of a few events and bytes.
 */
final class PreviewRun implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int MOST_BATCHES = 2 * THREADS;
  private static final int BATCH_EVENTS = 64;
  private static final long BATCH_BYTES = 1 << 20;
  private static final long PATIENCE_MILLIS = 50;

  private final Hasher hasher;
  private final PreviewWatcher watcher;
  private final long total;
  private final Comparison comparison = new Comparison();
  private final Deque<Future<List<Hashed>>> underway = new ArrayDeque<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "whorl-preview");
            thread.setDaemon(true);
            return thread;
          });

  private List<Supplier<Hashed>> batch = new ArrayList<>(BATCH_EVENTS);
  private long batchBytes;
  private long done;
  private long unreadable;
  private boolean cancelled;

  /** From the JSON of an event to its hashes; on any thread. */
  interface Hasher {
    Hashed hash(String place, Supplier<byte[]> json);
  }

  PreviewRun(Hasher hasher, PreviewWatcher watcher, long total) {
    this.hasher = hasher;
    this.watcher = watcher;
    this.total = total;
  }

  /** Takes the next event; false if no more are wanted. */
  boolean take(String place, int bytes, Supplier<byte[]> json) {
    if (isCancelled()) {
      return false;
    }
    batch.add(() -> hasher.hash(place, json));
    batchBytes += bytes;
    if (batch.size() == BATCH_EVENTS || batchBytes >= BATCH_BYTES) {
      send();
    }
    return true;
  }

  /** The result, when the source has no more events. */
  PreviewResult finish() {
    send();
    while (!underway.isEmpty() && !isCancelled()) {
      takeOldest();
    }
    if (isCancelled()) {
      throw new CancellationException("the preview was cancelled");
    }
    return comparison.result(unreadable);
  }

  private boolean isCancelled() {
    cancelled |= watcher.isCancelled() || Thread.currentThread().isInterrupted();
    return cancelled;
  }

  private void send() {
    if (underway.size() == MOST_BATCHES) {
      takeOldest();
    }
    List<Supplier<Hashed>> sent = batch;
    batch = new ArrayList<>(BATCH_EVENTS);
    batchBytes = 0;
    underway.add(threads.submit(() -> hashAll(sent)));
  }

  /** Of a run that is over, the rest of a batch is of no use. */
  private static List<Hashed> hashAll(List<Supplier<Hashed>> batch) {
    List<Hashed> events = new ArrayList<>(batch.size());
    for (Supplier<Hashed> event : batch) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the preview is over");
      }
      events.add(event.get());
    }
    return events;
  }

  private void takeOldest() {
    List<Hashed> events = await(underway.remove());
    if (events == null) {
      return;
    }
    for (Hashed event : events) {
      if (event.problem() == null) {
        comparison.add(event.before(), event.after(), event.title());
      } else {
        unreadable++;
        watcher.unreadable(event.place(), event.problem());
      }
    }
    done += events.size();
    watcher.progress(done, total);
  }

  /**
   * What a batch gives; null if the run was cancelled meanwhile, which a slow batch cannot delay.
   */
  private @Nullable List<Hashed> await(Future<List<Hashed>> hashed) {
    while (!isCancelled()) {
      try {
        return hashed.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Somebody may have cancelled it by now.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        throw new IllegalStateException("An event could not be hashed", e.getCause());
      }
    }
    return null;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
