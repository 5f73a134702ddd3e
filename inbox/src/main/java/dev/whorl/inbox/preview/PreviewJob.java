package dev.whorl.inbox.preview;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A preview that runs on a thread of its own while others ask how far it is. It ends when nobody
 * asks any more. Thread-safe.
 */
public final class PreviewJob {
  /** Browsers let a page that nobody sees ask only once a minute. */
  private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(90);

  private static final long LONGEST_WAIT_MILLIS = 2_000;

  private final String id;
  private final LongSupplier nanoTime;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile long lastAsked;
  private volatile boolean cancelled;
  private volatile Progress progress;

  /** What a job is at. */
  public enum State {
    /** It goes through the events. */
    RUNNING,
    /** It has a result. */
    DONE,
    /** It was ended before, by somebody or since nobody asked. */
    CANCELLED,
    /** The events could not be read. */
    FAILED
  }

  /**
   * How far a job is.
   *
   * @param state what it is at
   * @param done how many events it has seen
   * @param total how many there are, {@link EventSource#UNKNOWN} if nobody knows
   * @param result what the rules do; null unless it is done
   * @param problem why it failed; null unless it did
   */
  public record Progress(
      State state,
      long done,
      long total,
      @Nullable PreviewResult result,
      @Nullable String problem) {
    private Progress ended(State how, @Nullable String why) {
      return new Progress(how, done, total, null, why);
    }
  }

  PreviewJob(String id, LongSupplier nanoTime) {
    this.id = id;
    this.nanoTime = nanoTime;
    lastAsked = nanoTime.getAsLong();
    progress = new Progress(State.RUNNING, 0, EventSource.UNKNOWN, null, null);
  }

  /**
   * What it is called.
   *
   * @return a text that cannot be guessed
   */
  public String id() {
    return id;
  }

  /**
   * How far it is. Asking keeps it alive.
   *
   * @return a snapshot
   */
  public Progress progress() {
    lastAsked = nanoTime.getAsLong();
    return progress;
  }

  /** Ends it, unless it has ended, and waits a moment until it has. */
  public void cancel() {
    cancelled = true;
    try {
      // If it takes longer, it still ends at its next event; until then no other one starts.
      boolean unused = end.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs it to its end. */
  void run(Preview preview, EventSource events) {
    try {
      PreviewResult result = preview.run(events, new Watcher());
      progress = new Progress(State.DONE, progress.done, progress.total, result, null);
    } catch (CancellationException e) {
      progress = progress.ended(State.CANCELLED, null);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      progress = progress.ended(State.FAILED, e.toString());
    }
  }

  void hasEnded() {
    end.countDown();
  }

  private final class Watcher implements PreviewWatcher {
    @Override
    public void progress(long done, long total) {
      // The total was counted before: meanwhile events may have come or gone.
      long known = total == EventSource.UNKNOWN ? total : Math.max(done, total);
      progress = new Progress(State.RUNNING, done, known, null, null);
    }

    @Override
    public boolean isCancelled() {
      return cancelled || nanoTime.getAsLong() - lastAsked > LONGEST_SILENCE;
    }
  }
}
