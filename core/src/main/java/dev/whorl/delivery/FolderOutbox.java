package dev.whorl.delivery;

import dev.whorl.event.DropReason;
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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events kept in a folder: segments {@code events-*.ndjson}, one payload a line. Each outbox writes
 * its own segments and holds a file lock on the one that it writes, so that several JVMs, and an
 * appender and its successor, can share a folder. When all segments together exceed the limit the
 * oldest are deleted.
 */
public final class FolderOutbox implements Outbox {
  private static final long MAX_SEGMENT_BYTES = 8L << 20;
  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final long maxBytes;
  private final InstantSource clock;
  private final LongConsumer evicted;
  private final String owner = UUID.randomUUID().toString().substring(0, 8);
  private int segments;
  private @Nullable Path segment;
  private @Nullable FileChannel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;

  /**
   * Makes an outbox; the folder is made with the first event if it is not there.
   *
   * @param folder where the segments are
   * @param maxBytes how many bytes all segments may have together
   * @param clock for the names of segments
   * @param evicted told how many events were deleted with the oldest segments
   */
  public FolderOutbox(Path folder, long maxBytes, InstantSource clock, LongConsumer evicted) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.evicted = evicted;
  }

  @Override
  public @Nullable Refusal put(EncodedEvent event) {
    lock.lock();
    try {
      return closed ? new Refusal(DropReason.CLOSED, "") : write(event);
    } finally {
      if (closed) {
        closeSegment();
      }
      lock.unlock();
    }
  }

  private @Nullable Refusal write(EncodedEvent event) {
    long begin = -1;
    FileChannel open = null;
    try {
      open = segmentFor(event.bytes() + 1);
      begin = open.size();
      ByteBuffer line =
          ByteBuffer.allocate(event.bytes() + 1).put(event.json()).put((byte) '\n').flip();
      while (line.hasRemaining()) {
        open.write(line);
      }
      return null;
    } catch (IOException e) {
      takeBack(open, begin);
      return new Refusal(DropReason.FOLDER_FULL, folder + ": " + e);
    }
  }

  /** A line of which only a part could be written must not be taken for an event. */
  private void takeBack(@Nullable FileChannel open, long begin) {
    try {
      if (open != null && begin >= 0) {
        open.truncate(begin);
      }
    } catch (IOException e) {
      closeSegment();
    }
  }

  private FileChannel segmentFor(int bytes) throws IOException {
    FileChannel open = channel;
    Path path = segment;
    if (open != null
        && path != null
        && Files.exists(path)
        && open.size() + bytes <= segmentBytes()) {
      return open;
    }
    closeSegment();
    Files.createDirectories(folder);
    makeRoom(bytes);
    path =
        folder.resolve(
            "events-%s-%s-%04d.ndjson"
                .formatted(NAME_TIME.format(clock.instant()), owner, ++segments));
    open = create(path);
    segment = path;
    channel = open;
    return open;
  }

  /**
   * Locked before it has the name of a segment: under that name anyone may delete what nobody
   * locks.
   */
  private static FileChannel create(Path path) throws IOException {
    Path hidden = path.resolveSibling("." + path.getFileName());
    FileChannel open =
        FileChannel.open(
            hidden, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    try {
      lock(open);
      Files.move(hidden, path);
      return open;
    } catch (IOException e) {
      open.close();
      throw e;
    }
  }

  private static void lock(FileChannel open) {
    try {
      // Released when the channel is closed, or by the system when the process dies.
      FileLock unused = open.tryLock();
    } catch (IOException | OverlappingFileLockException e) {
      // A file system without locks: another process may then delete this segment as the oldest.
    }
  }

  private long segmentBytes() {
    return Math.min(MAX_SEGMENT_BYTES, maxBytes / 4);
  }

  /** Deletes the oldest segments that nobody writes, until a new full one would fit. */
  private void makeRoom(int bytes) throws IOException {
    List<Path> paths;
    try (Stream<Path> files = Files.list(folder)) {
      paths = files.filter(FolderOutbox::isSegment).sorted().toList();
    }
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

  private boolean deleteUnlessInUse(Path path) throws IOException {
    long events;
    try (FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE);
        FileLock lock = other.tryLock()) {
      if (lock == null) {
        return false;
      }
      try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
        events = lines.count();
      }
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (NoSuchFileException e) {
      return true;
    }
    // Whoever deletes it counts it.
    if (Files.deleteIfExists(path)) {
      evicted.accept(events);
    }
    return true;
  }

  private static boolean isSegment(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.startsWith("events-") && name.endsWith(".ndjson");
  }

  private void closeSegment() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Every event was written before it was counted; there is nothing to save.
    }
    channel = null;
    segment = null;
  }

  /** Does not wait for a write that hangs; that write closes the segment when it ends. */
  @Override
  public void close() {
    closed = true;
    if (lock.tryLock()) {
      try {
        closeSegment();
      } finally {
        lock.unlock();
      }
    }
  }
}
