package dev.whorl.delivery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A file of events and what became of them so far. Guarded by the outbox that has it. */
final class Segment {
  /** Where it lies; what stands in the cursor is its name. */
  final Path path;

  private @Nullable FileChannel channel;
  private @Nullable LineReader reader;
  private final TreeSet<Long> handedOut = new TreeSet<>();
  private long end;
  private long begin;
  private int before;
  private int written;
  private int taken;
  private int ended;
  private boolean full;
  private volatile boolean gone;

  /** A segment that this process writes; the channel can be read, too. */
  Segment(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** A segment that another wrote, from a position. */
  static Segment found(Path path, long position, long size) throws IOException {
    Segment segment = new Segment(path, null, position, size);
    segment.full = true;
    segment.before = linesBefore(path, position);
    return segment;
  }

  private static int linesBefore(Path path, long position) throws IOException {
    if (position == 0) {
      return 0;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      LineReader reader = new LineReader(channel, 0);
      int lines = 0;
      while (reader.position() < position && reader.next(position) != null) {
        lines++;
      }
      return lines;
    }
  }

  private Segment(Path path, @Nullable FileChannel channel, long begin, long end) {
    this.path = path;
    this.channel = channel;
    this.begin = begin;
    this.end = end;
  }

  String name() {
    return String.valueOf(path.getFileName());
  }

  /** One more event was written, up to this position. */
  void grew(long newEnd) {
    end = newEnd;
    written++;
  }

  long end() {
    return end;
  }

  /** No more will be written. */
  void finish() {
    full = true;
  }

  /** The next line that nobody took yet, null if there is none; see {@link LineReader#next}. */
  byte @Nullable [] next() throws IOException {
    byte[] line = reader().next(end);
    if (line == null && reader().position() < end) {
      // What is there is no line: torn off by the death of its writer, or by somebody's scissors.
      throw new TornException();
    }
    return line;
  }

  private LineReader reader() throws IOException {
    if (reader == null) {
      if (channel == null) {
        channel = FileChannel.open(path, StandardOpenOption.READ);
      }
      reader = new LineReader(channel, begin);
    }
    return reader;
  }

  /** Where the next line begins. */
  long position() {
    return reader == null ? begin : reader.position();
  }

  boolean hasMore() {
    return position() < end;
  }

  /** The rest of the segment cannot be read. */
  void skipRest() {
    end = position();
  }

  /** Something went wrong that may pass: reads on from the same line, with a new handle. */
  void startReadingAnew() {
    begin = position();
    reader = null;
    FileChannel open = channel;
    if (open != null && (full || !open.isOpen())) {
      close();
    }
  }

  /** Whether this process wrote it. */
  boolean isOwn() {
    return written > 0;
  }

  /** How many of its lines were handed out, by this process or before it found the segment. */
  long done() {
    return (long) before + taken;
  }

  /** Whether the next event is one that this process wrote here, and not a stranger's line. */
  boolean takesOwn() {
    return taken < written;
  }

  void handedOut(long position) {
    taken++;
    handedOut.add(position);
  }

  void tookDamaged() {
    taken++;
    ended++;
  }

  void ended(long position) {
    handedOut.remove(position);
    ended++;
  }

  /** The file was deleted: what was handed out and is not delivered is nowhere else any more. */
  void markGone() {
    gone = true;
  }

  boolean isGone() {
    return gone;
  }

  /** How many events of this process were written here and met no end, handed out ones too. */
  int open() {
    return written - ended;
  }

  /** Where the first line begins that may have to be sent again after a crash. */
  long undelivered() {
    return handedOut.isEmpty() ? position() : handedOut.first();
  }

  boolean isDone() {
    return full && !hasMore() && handedOut.isEmpty();
  }

  /** How many events of this process were written here and met no end, without those handed out. */
  int missing() {
    return Math.max(0, written - ended - handedOut.size());
  }

  /** Closes the file, for whoever wants to delete it or needs its handle no more. */
  void close() {
    try {
      if (channel != null) {
        begin = position();
        channel.close();
      }
    } catch (IOException e) {
      // Every event was written before it was counted; there is nothing to save.
    }
    channel = null;
    reader = null;
  }

  /** The end of a segment is not the end of a line. */
  static final class TornException extends IOException {
    private static final long serialVersionUID = 1;

    TornException() {
      super("the file ends in the middle of a line");
    }
  }
}
