package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events that are in a folder before they are sent, and that leave it when they are. What a process
 * could not send the next one does, or another that shares the folder: each looks from time to time
 * for segments for the same server whose owner is dead. While the folder cannot be written, events
 * wait in memory.
 */
public final class SpoolOutbox implements SendableOutbox {
  /** How often it is looked for what the dead left. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Of how many owners files are open at once; the others' turn comes. */
  private static final int MAX_ADOPTED = 16;

  private final SegmentFolder folder;
  private final FolderState state;
  private final String destination;
  private final String owner;
  private final MemoryOutbox memory;
  private final LongSupplier nanoTime;
  private final LongConsumer evicted;
  private final Accounting own;
  private final Accounting found;
  private final List<Spool> adopted = new ArrayList<>();
  private final ClosingLock lock = new ClosingLock(this::finish);
  private volatile @Nullable Spool spool;
  private Runnable arrival = () -> {};
  private long lookedAt;
  private boolean foundsTurn;

  /**
   * How much may wait where.
   *
   * @param folder where the segments are; it is made with the first event
   * @param folderMaxBytes how many bytes all segments may have together
   * @param memoryMaxBytes how many bytes may wait while the folder cannot be written
   * @param destination what tells this server's segments from those for others: 1 to 16 digits and
   *     small letters
   */
  public record Options(
      Path folder, long folderMaxBytes, long memoryMaxBytes, String destination) {}

  /**
   * Makes an outbox.
   *
   * @param options how much may wait where
   * @param clock for the names of segments
   * @param nanoTime a monotonic clock
   * @param evicted told how many events of others were deleted with the oldest segments
   * @param own told about the end of each event that was put
   * @param found told about the end of each event that was found in the folder
   */
  public SpoolOutbox(
      Options options,
      InstantSource clock,
      LongSupplier nanoTime,
      LongConsumer evicted,
      Accounting own,
      Accounting found) {
    destination = options.destination();
    owner = destination + "-" + SegmentFolder.newOwnerId();
    folder =
        new SegmentFolder(
            options.folder(), options.folderMaxBytes(), clock, owner, this::wasEvicted);
    this.own = own;
    this.found = found;
    this.nanoTime = nanoTime;
    this.evicted = evicted;
    state = new FolderState(options.folder(), own);
    memory = new MemoryOutbox(options.memoryMaxBytes(), own);
    lookedAt = nanoTime.getAsLong() - LOOK_NANOS;
  }

  @Override
  public void onArrival(Runnable action) {
    arrival = action;
  }

  @Override
  public @Nullable Refusal put(EncodedEvent event) {
    Refusal refusal = null;
    lock.lock();
    try {
      if (lock.isClosed()) {
        return new Refusal(DropReason.CLOSED, "");
      }
      if (!write(event)) {
        refusal = memory.put(event);
      }
    } finally {
      lock.unlock();
    }
    SendableOutbox.tell(arrival);
    return refusal;
  }

  private boolean write(EncodedEvent event) {
    try {
      Spool mine = spoolForWriting();
      mine.wrote(folder.append(event));
      state.works();
      return true;
    } catch (IOException | UncheckedIOException e) {
      Spool mine = spool;
      if (mine != null) {
        // The segment at hand was finished; if all of it is delivered, its room is needed now.
        mine.advance();
      }
      state.fails(e);
      return false;
    }
  }

  @Override
  public boolean keep(EncodedEvent event) {
    if (!lock.lockSoon()) {
      return false;
    }
    try {
      return !lock.isClosed() && write(event);
    } finally {
      lock.unlock();
    }
  }

  private Spool spoolForWriting() throws IOException {
    Spool mine = spool;
    if (mine == null) {
      mine = new Spool(Spool.lockCursor(folder.path(), owner), own, found);
      spool = mine;
    } else {
      mine.keepCursor(folder.path(), owner);
    }
    return mine;
  }

  private void wasEvicted(Path segment, long lines) {
    Spool mine = spool;
    boolean counted = mine != null && mine.evicted(segment, lines);
    for (Spool other : adopted) {
      counted |= other.evicted(segment, lines);
    }
    if (!counted) {
      evicted.accept(lines);
    }
  }

  @Override
  public @Nullable Parcel poll() {
    lock.lock();
    try {
      if (lock.isClosed()) {
        return null;
      }
      Parcel parcel = memory.poll();
      if (parcel != null) {
        return parcel;
      }
      lookForTheDead();
      // In turns, so that neither a busy program nor a large inheritance holds up the other.
      foundsTurn = !foundsTurn;
      parcel = foundsTurn ? pollFound() : pollOwn();
      if (parcel == null) {
        parcel = foundsTurn ? pollOwn() : pollFound();
      }
      return parcel;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Parcel pollOwn() {
    Spool mine = spool;
    return mine == null ? null : mine.poll(this);
  }

  private @Nullable Parcel pollFound() {
    Parcel parcel = null;
    for (Spool other : List.copyOf(adopted)) {
      parcel = parcel == null ? other.poll(this) : parcel;
      closeIfEmpty(other);
    }
    return parcel;
  }

  private void closeIfEmpty(Spool other) {
    if (other.isEmpty() && adopted.remove(other)) {
      other.close();
    }
  }

  private void lookForTheDead() {
    long now = nanoTime.getAsLong();
    if (now - lookedAt < LOOK_NANOS) {
      return;
    }
    lookedAt = now;
    try {
      Map<String, List<SegmentName>> owners =
          folder.list().stream()
              .collect(
                  Collectors.groupingBy(SegmentName::owner, TreeMap::new, Collectors.toList()));
      try (Stream<Path> files = Files.list(folder.path())) {
        files
            .map(Cursor::owner)
            .flatMap(Stream::ofNullable)
            .forEach(name -> owners.putIfAbsent(name, List.of()));
      }
      owners.remove(owner);
      owners.forEach(
          (name, segments) -> {
            if (name.startsWith(destination + "-")) {
              adopt(name, segments);
            }
          });
    } catch (NoSuchFileException e) {
      // There is no folder yet.
    } catch (IOException | UncheckedIOException e) {
      tellAdoptionFails(e);
    }
  }

  private void adopt(String name, List<SegmentName> segments) {
    if (adopted.size() >= MAX_ADOPTED) {
      return;
    }
    Cursor cursor = null;
    Spool other = null;
    try {
      cursor = Cursor.lock(folder.path(), name);
      if (cursor == null) {
        return;
      }
      if (cursor.isForeign()) {
        own.trouble(
            "foreign cursor",
            "In folder "
                + folder.path()
                + " there are events of another version of Whorl ("
                + name
                + "); they are left alone. Start that version once to have them sent");
        return;
      }
      other = Spool.adopt(cursor, folder.path(), segments, own, found);
      if (other.isEmpty()) {
        other.close();
      } else {
        adopted.add(other);
      }
    } catch (NoSuchFileException e) {
      // Another was faster.
    } catch (IOException e) {
      tellAdoptionFails(e);
    } finally {
      if (cursor != null && other == null) {
        cursor.close();
      }
    }
  }

  private void tellAdoptionFails(Exception e) {
    own.trouble(
        "adoption",
        "Events of earlier runs in folder " + folder.path() + " cannot be read (" + e + ")");
  }

  /** The fate of an event that stood in the folder is known. */
  void ended(Spool.Place place) {
    lock.lock();
    try {
      place.spool().ended(place);
      closeIfEmpty(place.spool());
    } finally {
      lock.unlock();
    }
  }

  /** What waits in memory goes into the folder as soon as that works again. */
  @Override
  public void tick() {
    if (memory.waiting() > 0 && lock.tryLock()) {
      try {
        for (Parcel next = memory.poll(); next != null; next = memory.poll()) {
          if (lock.isClosed() || !write(next.event())) {
            memory.putBack(next);
            return;
          }
          next.ended();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Not while the folder fails and memory has to do. */
  @Override
  public boolean outlivesProcess() {
    return memory.waiting() == 0;
  }

  @Override
  public long waiting() {
    Spool mine = spool;
    return memory.waiting() + (mine == null ? 0 : mine.waiting());
  }

  @Override
  public int abandon(DropReason reason) {
    List<EncodedEvent> left = memory.clear();
    if (left.isEmpty()) {
      return 0;
    }
    boolean locked = lock.lockSoon();
    int lost = 0;
    try {
      for (EncodedEvent event : left) {
        if (!locked || lock.isClosed() || !write(event)) {
          own.lost(event, reason, "", false);
          lost++;
        }
      }
    } finally {
      if (locked) {
        lock.unlock();
      }
    }
    return lost;
  }

  @Override
  public void close() {
    lock.close();
  }

  private void finish() {
    int unused = memory.abandon(DropReason.CLOSED);
    folder.finish();
    Spool mine = spool;
    if (mine != null) {
      mine.close();
    }
    adopted.forEach(Spool::close);
    adopted.clear();
  }
}
