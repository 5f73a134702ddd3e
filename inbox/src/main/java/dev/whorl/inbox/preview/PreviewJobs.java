package dev.whorl.inbox.preview;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs previews, one at a time: one has both cores busy already. Remembers the last one that was
 * started as a job, and no other. Thread-safe.
 */
public final class PreviewJobs implements AutoCloseable {
  private static final int ID_BYTES = 12;
  private static final long LONGEST_RUN = TimeUnit.MINUTES.toNanos(5);

  private final LongSupplier nanoTime;
  private final Semaphore turn = new Semaphore(1);
  private final SecureRandom random = new SecureRandom();
  private volatile @Nullable PreviewJob last;

  /**
   * Makes it.
   *
   * @param nanoTime a clock that only runs forward
   */
  public PreviewJobs(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Runs a preview on this thread, for at most five minutes: nobody can ask how far it is, or end
   * it.
   *
   * @param preview compares
   * @param events what it goes through
   * @return the result; empty if another preview is running
   * @throws IOException if the events cannot be read
   * @throws CancellationException if it takes longer
   */
  public Optional<PreviewResult> run(Preview preview, EventSource events) throws IOException {
    if (!turn.tryAcquire()) {
      return Optional.empty();
    }
    long start = nanoTime.getAsLong();
    PreviewWatcher deadline =
        new PreviewWatcher() {
          @Override
          public boolean isCancelled() {
            return nanoTime.getAsLong() - start > LONGEST_RUN;
          }
        };
    try {
      return Optional.of(preview.run(events, deadline));
    } finally {
      turn.release();
    }
  }

  /**
   * Starts a preview on another thread.
   *
   * @param preview compares
   * @param events what it goes through
   * @return the job, which takes the place of the one before; empty if another preview is running
   */
  public Optional<PreviewJob> start(Preview preview, EventSource events) {
    if (!turn.tryAcquire()) {
      return Optional.empty();
    }
    PreviewJob job = new PreviewJob(newId(), nanoTime);
    Thread thread =
        new Thread(
            () -> {
              try {
                job.run(preview, events);
              } finally {
                turn.release();
                job.hasEnded();
              }
            },
            "whorl-preview-job");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (Throwable e) {
      // No memory for a thread, perhaps; later there may be some.
      turn.release();
      throw e;
    }
    last = job;
    return Optional.of(job);
  }

  /**
   * Finds a job.
   *
   * @param id what it is called
   * @return the job; empty if another one was started since
   */
  public Optional<PreviewJob> find(String id) {
    return Optional.ofNullable(last).filter(job -> job.id().equals(id));
  }

  /** Ends what runs as a job. */
  @Override
  public void close() {
    PreviewJob job = last;
    if (job != null) {
      job.cancel();
    }
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
