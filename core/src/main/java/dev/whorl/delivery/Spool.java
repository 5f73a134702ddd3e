package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one owner on their way to the server: hands out their lines in order, remembers
 * in the cursor how far they were delivered, and deletes what is done. Guarded by the outbox that
 * has it.
 */
final class Spool {
  private Cursor cursor;
  private final Accounting own;
  private final Accounting found;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final AtomicLong waiting = new AtomicLong();

  /**
   * Makes an empty spool.
   *
   * @param cursor locked
   * @param own the books of events that this process wrote
   * @param found the books of events that it found
   */
  Spool(Cursor cursor, Accounting own, Accounting found) {
    this.cursor = cursor;
    this.own = own;
    this.found = found;
  }

  /** Takes over what a dead owner left. */
  static Spool adopt(
      Cursor cursor, Path folder, List<SegmentName> names, Accounting own, Accounting found)
      throws IOException {
    Spool spool = new Spool(cursor, own, found);
    Cursor.Position position = cursor.read();
    int at = -1;
    for (int i = 0; i < names.size(); i++) {
      if (position != null && names.get(i).file().equals(position.segment())) {
        at = i;
      }
    }
    for (int i = 0; i < names.size(); i++) {
      Path path = folder.resolve(names.get(i).file());
      if (i < at) {
        // The owner died between the last line of this one and its deletion.
        Files.deleteIfExists(path);
        continue;
      }
      long size = Files.size(path);
      long begin = i == at && position != null ? checked(path, position.position(), size) : 0;
      spool.segments.add(Segment.found(path, begin, size));
    }
    spool.advance();
    return spool;
  }

  /** A position that is not the beginning of a line is of no use; then all of it is sent again. */
  private static long checked(Path path, long position, long size) throws IOException {
    if (position == 0 || position > size) {
      return 0;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer before = ByteBuffer.allocate(1);
      boolean read = channel.read(before, position - 1) == 1;
      return read && before.get(0) == '\n' ? position : 0;
    }
  }

  /** One more event was written at the end of a segment. */
  void wrote(Segment segment) {
    if (segments.peekLast() != segment) {
      Segment before = segments.peekLast();
      if (before != null && before.position() == 0 && Files.exists(before.path)) {
        // Not begun to be read: opened again when its turn comes, so that few files are open.
        before.close();
      }
      segments.add(segment);
    }
    waiting.incrementAndGet();
  }

  /**
   * Without the cursor's file nobody could tell that its owner lives, so it is made again if it was
   * deleted.
   */
  void keepCursor(Path folder, String owner) throws IOException {
    if (cursor.isLost()) {
      cursor.close();
      cursor = lockCursor(folder, owner);
      advance();
    }
  }

  /** The cursor of an owner that nobody else knows yet. */
  static Cursor lockCursor(Path folder, String owner) throws IOException {
    Files.createDirectories(folder);
    Cursor locked = Cursor.lock(folder, owner);
    if (locked == null) {
      // Somebody who looked for the dead may have taken the new file for one of theirs; not twice.
      locked = Cursor.lock(folder, owner);
    }
    if (locked == null) {
      throw new IOException(Cursor.file(folder, owner) + " is in use");
    }
    return locked;
  }

  /** How many events of this process are neither delivered nor dropped. */
  long waiting() {
    return waiting.get();
  }

  /** The next event, null if there is none for the moment. */
  @Nullable Parcel poll(SpoolOutbox outbox) {
    boolean damaged = false;
    Parcel parcel = null;
    for (Iterator<Segment> i = segments.iterator(); parcel == null && i.hasNext(); ) {
      Segment segment = i.next();
      try {
        while (parcel == null && segment.hasMore()) {
          boolean mine = segment.takesOwn();
          long position = segment.position();
          byte[] line = segment.next();
          EncodedEvent event = line == null ? null : event(line, mine);
          if (event != null) {
            parcel =
                new Parcel(
                    event, mine ? own : found, new Place(outbox, this, segment, position, mine));
            segment.handedOut(position);
          } else if (line != null) {
            damaged = true;
            lost(mine, 1, DropReason.FOLDER_LOST, segment.path + ": a line is damaged");
            segment.tookDamaged();
          }
        }
      } catch (NoSuchFileException | Segment.TornException e) {
        damaged = true;
        if (e instanceof Segment.TornException && segment.missing() == 0) {
          lost(false, 1, DropReason.FOLDER_LOST, segment.path + ": " + e.getMessage());
        }
        segment.skipRest();
      } catch (IOException e) {
        // Too many open files, no rights, a network disk that is away: that may pass. Nothing is
        // lost, and the next look tries it again.
        segment.startReadingAnew();
        own.trouble("folder read", segment.path + " cannot be read for the moment (" + e + ")");
      }
    }
    if (damaged) {
      advance();
    }
    return parcel;
  }

  /** Null if the line is damaged. */
  private static @Nullable EncodedEvent event(byte[] line, boolean mine) {
    return mine ? EncodedEvent.readOwn(line) : EncodedEvent.read(line);
  }

  private void lost(boolean mine, long events, DropReason reason, String detail) {
    (mine ? own : found).dropped(reason, events, detail);
    if (mine) {
      waiting.addAndGet(-events);
    }
  }

  void ended(Place place) {
    place.segment.ended(place.position);
    if (place.mine) {
      waiting.decrementAndGet();
    }
    advance();
  }

  /** Deletes what is done, and remembers where the rest begins. */
  void advance() {
    for (Iterator<Segment> i = segments.iterator(); i.hasNext(); ) {
      Segment segment = i.next();
      if (segment.isDone()) {
        i.remove();
        delete(segment);
      }
    }
    Segment first = segments.peek();
    if (first != null) {
      try {
        cursor.write(first.name(), first.undelivered());
      } catch (IOException e) {
        // After a crash some events would be sent again, with the same ids.
      }
    }
  }

  private void delete(Segment segment) {
    segment.close();
    if (segment.missing() > 0) {
      lost(
          true,
          segment.missing(),
          DropReason.FOLDER_LOST,
          segment.path + " was deleted by another, to make room or otherwise, or is damaged");
    }
    try {
      Files.deleteIfExists(segment.path);
    } catch (IOException e) {
      // Its events would be sent again by the next who finds it, with the same ids.
    }
  }

  /**
   * A segment was deleted to make room.
   *
   * @param lines how many events stood in it, delivered ones too
   * @return whether it was one of these, and is accounted for
   */
  boolean evicted(Path path, long lines) {
    for (Segment segment : segments) {
      if (segment.path.equals(path)) {
        segments.remove(segment);
        segment.markGone();
        segment.close();
        boolean mine = segment.isOwn();
        long missing = mine ? segment.missing() : Math.max(0, lines - segment.done());
        if (missing > 0) {
          lost(mine, missing, DropReason.FOLDER_FULL, "folderMaxBytes is reached");
        }
        advance();
        return true;
      }
    }
    return false;
  }

  /** Whether nothing is left to be sent. */
  boolean isEmpty() {
    return segments.isEmpty();
  }

  /** Lets go of everything; what is not delivered stays for whoever comes next. */
  void close() {
    advance();
    for (Segment segment : segments) {
      if (segment.open() > 0 && !Files.exists(segment.path)) {
        lost(true, segment.open(), DropReason.FOLDER_LOST, segment.path + " was deleted");
      }
      segment.close();
    }
    if (segments.isEmpty()) {
      cursor.delete();
    } else {
      cursor.close();
    }
  }

  /**
   * Where a parcel stands.
   *
   * @param mine whether this process wrote it
   */
  record Place(SpoolOutbox outbox, Spool spool, Segment segment, long position, boolean mine)
      implements Parcel.Store {
    @Override
    public void ended(Parcel parcel) {
      outbox.ended(this);
    }

    @Override
    public boolean outlivesProcess() {
      return !segment.isGone();
    }
  }
}
