package dev.whorl.inbox.store;

import dev.whorl.inbox.store.Batch.Counter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. It takes all that waits into one transaction, since a commit costs as
 * much as many events, and says that an event is stored only after the commit.
 */
final class Writer implements Runnable {
  private static final int MOST_JOBS = 1000;
  private static final Duration TICK = Duration.ofMillis(500);

  private final DatabaseFile file;
  private final Connection connection;
  private final Intake intake;
  private final Tallies tallies;
  private final AtomicLong version = new AtomicLong();
  private final Names names;
  private final GroupKeys groups;
  private final EventRows events;
  private final SumRows sums;
  private final TagRows tags;
  private final SearchRows search;
  private final StateRows state;
  private final Cleaner cleaner;
  private boolean halfUndone;
  private volatile @Nullable String problem;

  Writer(
      DatabaseFile file,
      Connection connection,
      Intake intake,
      Tallies tallies,
      Retention retention,
      Clock clock)
      throws SQLException {
    this.file = file;
    this.connection = connection;
    this.intake = intake;
    this.tallies = tallies;
    names = new Names(connection);
    groups = new GroupKeys(connection);
    events = new EventRows(connection, names, groups);
    sums = new SumRows(connection, names);
    tags = new TagRows(connection);
    search = new SearchRows(connection, retention);
    state = new StateRows(connection);
    cleaner = new Cleaner(connection, retention, clock, groups, search, state);
    connection.setAutoCommit(false);
  }

  long version() {
    return version.get();
  }

  @Nullable String problem() {
    return problem;
  }

  @Override
  public void run() {
    try {
      while (!intake.isDrained()) {
        List<Job> jobs = intake.take(MOST_JOBS, TICK);
        try {
          if (!jobs.isEmpty() || !tallies.isEmpty()) {
            write(jobs);
          }
          clean(jobs);
        } catch (RuntimeException | Error e) {
          goOn(jobs, e);
        }
      }
      if (!tallies.isEmpty()) {
        write(List.of());
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but to end it at once.
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  /** Even undoing has failed, as it may when there is no memory. A pause, and others get a try. */
  private void goOn(List<Job> jobs, Throwable failure) {
    problem = failure.toString();
    StoreException why =
        new StoreException("cannot write " + file.path() + ": " + failure, failure);
    jobs.forEach(job -> job.fail(why));
    LockSupport.parkNanos(TICK.toNanos());
  }

  /** Whatever still waits hears that it was not done. */
  private void end() {
    intake.close();
    try {
      for (Job job : intake.take(Integer.MAX_VALUE, Duration.ZERO)) {
        job.fail(new StoreException("the inbox was closed before this was written"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      connection.close();
    } catch (SQLException e) {
      problem = e.toString();
    }
  }

  private void write(List<Job> jobs) {
    List<Runnable> answers = List.of();
    try {
      answers = commit(jobs);
    } catch (SQLException | RuntimeException | Error e) {
      undo(e);
      if (jobs.size() > 1) {
        // One that cannot be written shall not take the others with it.
        jobs.forEach(job -> write(List.of(job)));
      } else {
        jobs.forEach(
            job -> job.fail(new StoreException("cannot write " + file.path() + ": " + e, e)));
      }
    }
    answers.forEach(Runnable::run);
  }

  /** Returns what to say now that it is done. */
  private List<Runnable> commit(List<Job> jobs) throws SQLException {
    undoTheRest();
    Batch batch = new Batch();
    Map<Counter, Long> counted = tallies.all();
    batch.counters.putAll(counted);
    List<Runnable> answers = new ArrayList<>();
    for (Job job : jobs) {
      answers.add(apply(job, batch));
    }
    sums.save(batch);
    tags.save(batch.tags);
    search.save(batch.searchTexts);
    state.save(batch);
    connection.commit();
    tallies.subtract(counted);
    problem = null;
    if (!batch.counters.isEmpty()) {
      version.incrementAndGet();
    }
    return answers;
  }

  /** Does a job in the open transaction; returns what to do after the commit. */
  private Runnable apply(Job job, Batch batch) throws SQLException {
    if (job instanceof Job.Add add) {
      Added added = events.add(add, batch);
      return () -> add.done().complete(added);
    }
    if (job instanceof Job.Move move) {
      batch.positions.put(move.position().file(), move.position().position());
      return () -> move.done().complete(null);
    }
    if (job instanceof Job.Forget forget) {
      batch.positions.remove(forget.file());
      state.forget(forget.file());
      return () -> forget.done().complete(null);
    }
    return () -> {}; // Settling follows the commit.
  }

  /** One step after each batch, so that room is made as fast as it is used; all when idle. */
  private void clean(List<Job> jobs) {
    List<CompletableFuture<Void>> settled = new ArrayList<>();
    for (Job job : jobs) {
      if (job instanceof Job.Settle settle) {
        settled.add(settle.done());
      }
    }
    try {
      undoTheRest();
      int removed;
      do {
        removed = cleaner.step();
        if (removed > 0) {
          version.incrementAndGet();
        }
      } while (removed > 0 && (!settled.isEmpty() || intake.isIdle()));
      settled.forEach(done -> done.complete(null));
    } catch (SQLException | RuntimeException | Error e) {
      undo(e);
      StoreException why = new StoreException("cannot clean " + file.path() + ": " + e, e);
      settled.forEach(done -> done.completeExceptionally(why));
    }
  }

  /** Nothing is written on top of what should not be there. */
  private void undoTheRest() throws SQLException {
    if (halfUndone) {
      forgetAll();
    }
  }

  private void forgetAll() throws SQLException {
    halfUndone = true;
    connection.rollback();
    groups.forget();
    search.forget();
    names.reload();
    events.reload();
    halfUndone = false;
  }

  private void undo(Throwable why) {
    problem = why.toString();
    try {
      forgetAll();
    } catch (SQLException e) {
      problem = why + ", then " + e;
    }
  }
}
