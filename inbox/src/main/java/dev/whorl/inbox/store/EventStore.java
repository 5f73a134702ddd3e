package dev.whorl.inbox.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The events of an inbox, in one SQLite file. One thread writes; any thread may add and read.
 *
 * <p>Questions about a group take any of its hashes. All of them throw {@link StoreException} if
 * the file cannot be read or the store is closed, and {@link BusyException} if too many are asked
 * at once.
 */
public final class EventStore implements EventHistory, AutoCloseable {
  private static final int MOST_WAITING = 4000;
  private static final long MOST_WAITING_BYTES = 64 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DatabaseFile file;
  private final Intake intake = new Intake(MOST_WAITING, MOST_WAITING_BYTES, PATIENCE);
  private final Deflaters deflaters = new Deflaters();
  private final Retention retention;
  private final Tallies tallies = new Tallies();
  private final Writer writer;
  private final Thread thread;
  private final Readers readers;
  private final GroupReads groupReads;
  private final EventReads eventReads = new EventReads();
  private final StatusReads statusReads = new StatusReads();

  private EventStore(DatabaseFile file, Connection connection, Retention retention, Clock clock)
      throws SQLException {
    this.file = file;
    this.retention = retention;
    writer = new Writer(file, connection, intake, tallies, retention, clock);
    readers = new Readers(file);
    groupReads = new GroupReads(clock);
    thread = new Thread(writer, "whorl-inbox-writer");
    thread.setDaemon(true);
  }

  /**
   * Opens a file, and makes it and its folder if they are not there. A file of an older version is
   * brought to the newest one.
   *
   * @param file the file; one with {@code .lock} at the end of its name is made beside it
   * @param retention how much to keep
   * @param clock tells how old events are
   * @return the store, to be closed
   * @throws StoreException if the file is from a newer version, is something else, cannot be
   *     written or is in use by another inbox
   */
  public static EventStore open(Path file, Retention retention, Clock clock) {
    DatabaseFile held = DatabaseFile.hold(file);
    @Nullable Connection connection = null;
    try {
      connection = held.openWriter();
      EventStore store = new EventStore(held, connection, retention, clock);
      store.thread.start();
      return store;
    } catch (SQLException e) {
      giveUp(held, connection, e);
      throw new StoreException(
          "cannot open " + held.path() + " (" + e.getMessage() + "): name another file", e);
    } catch (RuntimeException | Error e) {
      giveUp(held, connection, e);
      throw e;
    }
  }

  private static void giveUp(DatabaseFile held, @Nullable Connection connection, Throwable why) {
    try (held) {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException more) {
      why.addSuppressed(more);
    }
  }

  /**
   * Adds an event. Waits a few seconds for room if very many are waiting to be written.
   *
   * @param event the event
   * @return what became of it, known after it is in the file for good: it survives the end of the
   *     process. Fails with {@link BusyException} if there was no room, and with {@link
   *     StoreException} if it could not be written. What follows it runs on the thread that writes,
   *     unless it is made asynchronous, so it must be quick
   */
  public CompletableFuture<Added> add(NewEvent event) {
    CompletableFuture<Added> done = new CompletableFuture<>();
    put(new Job.Add(event, deflaters.deflate(event.payload()), done));
    return done;
  }

  /**
   * Remembers how far a file has been read, where that is not the place of an event.
   *
   * @param position the place
   * @return completes when it is in the file; fails as that of {@link #add} does
   */
  public CompletableFuture<Void> savePosition(FilePosition position) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    put(new Job.Move(position, done));
    return done;
  }

  /**
   * Forgets a followed file that is gone.
   *
   * @param followed its name, as in its position
   * @return completes when it is forgotten; fails as that of {@link #add} does
   */
  public CompletableFuture<Void> forgetPosition(String followed) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    put(new Job.Forget(followed, done));
    return done;
  }

  /**
   * Applies the retention now and writes what was counted, after all that was added before.
   *
   * @return completes when that is done; fails as that of {@link #add} does
   */
  public CompletableFuture<Void> settle() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    put(new Job.Settle(done));
    return done;
  }

  private void put(Job job) {
    try {
      intake.put(job);
    } catch (StoreException e) {
      job.fail(e);
    }
  }

  /**
   * Counts something that is not stored. Returns at once; the number is written within a second.
   *
   * @param tally what it is
   * @param name its reason or type; of each tally, 200 are told apart
   * @param amount how many, at least 1
   */
  public void count(Tally tally, String name, long amount) {
    tallies.add(tally, name, amount);
  }

  /**
   * Lists groups.
   *
   * @param query which ones
   * @return a page of them
   * @throws IllegalArgumentException if the cursor is none of this list
   */
  public GroupPage groups(GroupQuery query) {
    return readers.read(connection -> new GroupList(connection, query).page());
  }

  /**
   * A group.
   *
   * @param hash any hash of it
   * @return the group; empty if no group has the hash
   */
  public Optional<GroupSummary> group(String hash) {
    return readers.read(connection -> groupReads.group(connection, hash));
  }

  /**
   * The hashes of a group.
   *
   * @param hash any hash of it
   * @return the one that names it first; empty if no group has the hash
   */
  public List<String> hashes(String hash) {
    return readers.read(connection -> groupReads.hashes(connection, hash));
  }

  /**
   * The tags that events of a group had.
   *
   * @param hash any hash of it
   * @return in the order of the alphabet; empty if no group has the hash
   */
  public List<TagShare> tags(String hash) {
    return readers.read(connection -> groupReads.tags(connection, hash));
  }

  /**
   * The event of a group that happened last.
   *
   * @param hash any hash of it
   * @return its id; empty if no group has the hash
   */
  public Optional<String> latestEvent(String hash) {
    return readers.read(connection -> groupReads.latestEvent(connection, hash));
  }

  /**
   * Lists the stored events of a group.
   *
   * @param hash any hash of it
   * @param cursor {@link EventPage#cursor()} of the page before; null for the first page
   * @param limit the most events of a page, 1 to 500
   * @return a page of them, the latest first; empty if no group has the hash
   * @throws IllegalArgumentException if the limit is another or the cursor is none of this list
   */
  public EventPage events(String hash, @Nullable String cursor, int limit) {
    return readers.read(connection -> eventReads.events(connection, hash, cursor, limit));
  }

  /**
   * A stored event.
   *
   * @param eventId its id
   * @return the event; empty if there is none with the id
   */
  public Optional<StoredEvent> event(String eventId) {
    return readers.read(connection -> eventReads.event(connection, eventId));
  }

  /**
   * How many events some groups had in each of the last hours, suppressed ones included.
   *
   * @param hashes a hash of each group
   * @param hours how many hours, the current one included, 1 to 744
   * @return the numbers by hash, the current hour last; zeros if no group has the hash
   * @throws IllegalArgumentException if there are more or less hours
   */
  public Map<String, long[]> sparklines(Collection<String> hashes, int hours) {
    return readers.read(connection -> groupReads.sparklines(connection, hashes, hours));
  }

  /**
   * How many events a group had over a time. Bars of an hour and more begin at whole hours and
   * count all events; shorter ones count those that are stored.
   *
   * @param hash any hash of it
   * @param since where the chart begins
   * @param until where it ends
   * @param buckets the most bars, 1 to 1000
   * @return the bars, all equally wide
   * @throws IllegalArgumentException if there are more or less buckets, or the time is none
   */
  public List<ChartBar> chart(String hash, Instant since, Instant until, int buckets) {
    return readers.read(connection -> groupReads.chart(connection, hash, since, until, buckets));
  }

  /**
   * What groups can be filtered by.
   *
   * @return the values that there are
   */
  public FilterValues filterValues() {
    return readers.read(statusReads::filterValues);
  }

  /**
   * The numbers of the inbox.
   *
   * @return the numbers as of the last commit
   */
  public Totals totals() {
    return readers.read(
        connection -> statusReads.totals(connection, file.bytes(), writer.problem()));
  }

  /**
   * What the store is and keeps.
   *
   * @return the details now
   */
  public StoreDetails details() {
    return readers.read(connection -> statusReads.details(connection, retention));
  }

  /**
   * How far followed files have been read.
   *
   * @return the places by file
   */
  public Map<String, Long> positions() {
    return readers.read(statusReads::positions);
  }

  @Override
  public long countEvents(@Nullable Instant since, @Nullable Instant until) {
    return new Replay(readers, since, until).count();
  }

  @Override
  public void forEachEvent(@Nullable Instant since, @Nullable Instant until, EventVisitor visitor) {
    new Replay(readers, since, until).forEach(visitor);
  }

  /**
   * Tells whether something that is shown may have changed.
   *
   * @return a number that grows with each such change; it begins anew when the file is opened
   */
  public long version() {
    return writer.version();
  }

  /** Writes all that was added, and closes the file. What is added from now on fails. */
  @Override
  public void close() {
    // Before the intake, which ends the writer: the writer's connection must be the last one, since
    // only that one can put all into the one file.
    readers.close();
    intake.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // What was taken in must be written first.
        interrupted = true;
      }
    }
    deflaters.close();
    file.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
