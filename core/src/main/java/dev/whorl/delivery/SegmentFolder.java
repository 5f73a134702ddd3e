package dev.whorl.delivery;

import dev.whorl.protocol.EncodedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to a folder: one payload a line, in segments of its own, each locked while it
 * grows, so that several JVMs, and an appender and its successor, can share a folder. When all
 * segments together exceed the limit the oldest are deleted. Guarded by the outbox that has it.
 */
final class SegmentFolder {
  private static final long MAX_SEGMENT_BYTES = 8L << 20;

  private final Path folder;
  private final long maxBytes;
  private final InstantSource clock;
  private final String owner;
  private final Evictions evictions;
  private int segments;
  private @Nullable Segment current;
  private @Nullable FileChannel channel;
  private @Nullable FileLock locked;
  private @Nullable HeldFile held;

  /** Told what was deleted to make room. */
  interface Evictions {
    /**
     * A segment was deleted.
     *
     * @param segment where it was
     * @param lines how many events stood in it
     */
    void evicted(Path segment, long lines);
  }

  SegmentFolder(
      Path folder, long maxBytes, InstantSource clock, String owner, Evictions evictions) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.owner = owner;
    this.evictions = evictions;
  }

  /** What tells the segments of one appender from those of others. */
  static String newOwnerId() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  Path path() {
    return folder;
  }

  /** The segments that are there, each owner's in order; none if there is no folder. */
  List<SegmentName> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(SegmentName::of).flatMap(Stream::ofNullable).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /**
   * Writes an event.
   *
   * @return the segment in which it stands, at its end
   * @throws IOException if it does not; then nothing of it is there
   */
  Segment append(EncodedEvent event) throws IOException {
    int bytes = event.length() + 1;
    Segment segment = segmentFor(bytes);
    FileChannel open = channel;
    if (open == null) {
      throw new IOException("there is no open file");
    }
    ByteBuffer line = ByteBuffer.allocate(bytes).put(event.json()).put((byte) '\n').flip();
    long end = segment.end();
    try {
      while (line.hasRemaining()) {
        end += open.write(line, end);
      }
    } catch (IOException e) {
      takeBack(segment, open);
      // If the disk is full, this segment must not keep its room when its events are delivered.
      finish();
      throw e;
    }
    segment.grew(end);
    return segment;
  }

  /** A line of which only a part could be written must not be taken for an event. */
  private static void takeBack(Segment segment, FileChannel open) {
    try {
      open.truncate(segment.end());
    } catch (IOException e) {
      // Nobody reads behind the end that is known, and a torn line is known for what it is.
    }
  }

  private Segment segmentFor(int bytes) throws IOException {
    Segment segment = current;
    if (segment != null && Files.exists(segment.path) && segment.end() + bytes <= segmentBytes()) {
      return segment;
    }
    finish();
    Files.createDirectories(folder);
    makeRoom(bytes);
    Path path = folder.resolve(SegmentName.of(clock.instant(), owner, ++segments).file());
    FileChannel open = create(path);
    channel = open;
    segment = new Segment(path, open);
    current = segment;
    return segment;
  }

  /**
   * Locked before it has the name of a segment: under that name anyone may delete what nobody
   * locks.
   */
  private FileChannel create(Path path) throws IOException {
    Path hidden = path.resolveSibling("." + path.getFileName());
    HeldFile claimed = HeldFile.claim(path);
    if (claimed == null) {
      throw new IOException(path + " is in use");
    }
    FileChannel open = null;
    boolean made = false;
    try {
      open =
          FileChannel.open(
              hidden,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      locked = lock(open);
      Files.move(hidden, path);
      held = claimed;
      made = true;
      return open;
    } finally {
      if (!made) {
        claimed.release();
        if (open != null) {
          open.close();
          Files.deleteIfExists(hidden);
        }
      }
    }
  }

  /** Released with the segment, or by the system when the process dies. */
  private static @Nullable FileLock lock(FileChannel open) {
    try {
      return tryLock(open);
    } catch (IOException | OverlappingFileLockException e) {
      // A file system without locks: another process may then delete this segment as the oldest.
      return null;
    }
  }

  /** A byte far behind the end: Windows lets nobody else read what is locked. */
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
  }

  private long segmentBytes() {
    return Math.min(MAX_SEGMENT_BYTES, maxBytes / 4);
  }

  /** Deletes the oldest segments that nobody writes, until a new full one would fit. */
  private void makeRoom(int bytes) throws IOException {
    List<Path> paths =
        list().stream().map(SegmentName::file).sorted().map(folder::resolve).toList();
    long total = Math.max(bytes, segmentBytes());
    // Another process may delete segments at the same time; File.length() is 0 for what is gone.
    for (Path path : paths) {
      total += path.toFile().length();
    }
    for (Path path : paths) {
      if (total <= maxBytes) {
        return;
      }
      long size = path.toFile().length();
      try {
        if (deleteUnlessInUse(path)) {
          total -= size;
        }
      } catch (IOException | UncheckedIOException e) {
        // Somebody else's segment that this process may not touch; the event at hand matters more.
      }
    }
  }

  private static long lines(Path path) throws IOException {
    try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
      return lines.count();
    }
  }

  private boolean deleteUnlessInUse(Path path) throws IOException {
    HeldFile claimed = HeldFile.claim(path);
    if (claimed == null) {
      return false;
    }
    long events;
    try (FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE);
        FileLock lock = tryLock(other)) {
      if (lock == null) {
        return false;
      }
      events = lines(path);
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (NoSuchFileException e) {
      return true;
    } finally {
      claimed.release();
    }
    // Whoever deletes it counts it.
    if (Files.deleteIfExists(path)) {
      evictions.evicted(path, events);
    }
    return true;
  }

  /** Nothing more is written to the segment at hand, and whoever needs room may delete it. */
  void finish() {
    Segment segment = current;
    if (segment != null) {
      segment.finish();
      unlock();
      deleteIfEmpty(segment);
    }
    current = null;
    channel = null;
  }

  private void unlock() {
    try {
      if (locked != null) {
        locked.release();
      }
    } catch (IOException e) {
      // It goes with the channel at the latest.
    }
    locked = null;
    if (held != null) {
      held.release();
      held = null;
    }
  }

  /** Made for a line that then could not be written. */
  private static void deleteIfEmpty(Segment segment) {
    if (segment.end() == 0) {
      segment.close();
      try {
        Files.deleteIfExists(segment.path);
      } catch (IOException e) {
        // An empty file is found and deleted by whoever comes next.
      }
    }
  }
}
