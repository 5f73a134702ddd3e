package dev.whorl.inbox.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;

/** What of a segment has not been read yet. */
final class SegmentTail {
  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final String name;

  /** Where the line begins that is read next. */
  private long begin;

  /** How many lines are before it; below 0 if nobody has counted them. */
  private long linesBefore = -1;

  /** Whether the line is known to be longer than an event, and up to where it was searched. */
  private boolean tooLong;

  private long searched;

  /** The size of the file at which there was no whole line more. */
  private long exhaustedAt = -1;

  private boolean toldUnreadable;

  SegmentTail(Path path, String name) {
    this.path = path;
    this.name = name;
  }

  /** Reads whole lines as far as the budget goes, at least one if there is one. */
  void read(Map<String, Long> positions, ReadBudget budget, SegmentSink sink) throws IOException {
    long size =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).size();
    long known = Math.max(0, positions.getOrDefault(name, 0L));
    if (known != begin) {
      goTo(known);
    }
    if (size < begin) {
      startAgain("is shorter than it was", positions, sink);
    }
    if (size < searched) {
      goTo(begin);
    }
    if (size == exhaustedAt || size == begin) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      if (!isAfterLine(channel)) {
        startAgain("was replaced by another", positions, sink);
      }
      readLines(channel, positions, budget, sink);
    }
    toldUnreadable = false;
  }

  private void startAgain(String why, Map<String, Long> positions, SegmentSink sink) {
    sink.problem(new SegmentProblem(name, 0, 0, why + ", so it is read again from its beginning"));
    goTo(0);
    positions.put(name, 0L);
  }

  /** Programs only append, so a line still ends where one ended before. */
  private boolean isAfterLine(FileChannel channel) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return begin == 0 || channel.read(last, begin - 1) < 1 || last.get(0) == '\n';
  }

  /** Tells once that the file cannot be read; later polls try again. */
  void unreadable(SegmentSink sink, IOException failure) {
    if (!toldUnreadable) {
      toldUnreadable = true;
      sink.problem(
          new SegmentProblem(
              name, 0, begin, "cannot be read (" + failure + "); check its permissions"));
    }
  }

  private void goTo(long position) {
    begin = position;
    searched = position;
    tooLong = false;
    linesBefore = -1;
    exhaustedAt = -1;
  }

  private void readLines(
      FileChannel channel, Map<String, Long> positions, ReadBudget budget, SegmentSink sink)
      throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    long at = searched;
    int read;
    while ((read = channel.read(ByteBuffer.wrap(chunk), at)) > 0) {
      budget.tookBytes(read);
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (chunk[i] == '\n') {
          add(chunk, from, i, line);
          hand(line.toByteArray(), channel, at + i + 1, sink);
          line.reset();
          from = i + 1;
          positions.put(name, begin);
          budget.tookLine();
          if (!budget.isLeft()) {
            return;
          }
        }
      }
      add(chunk, from, read, line);
      at += read;
      if (tooLong) {
        searched = at;
        if (!budget.isLeft()) {
          return;
        }
      }
    }
    exhaustedAt = at;
  }

  private void add(byte[] chunk, int from, int to, ByteArrayOutputStream line) {
    tooLong |= line.size() + (to - from) > ReceivedEvent.MOST_BYTES;
    if (!tooLong) {
      line.write(chunk, from, to - from);
    }
  }

  private void hand(byte[] line, FileChannel channel, long next, SegmentSink sink)
      throws IOException {
    if (tooLong) {
      tell(channel, next, sink, ReceivedEvent.tooLarge().reason());
    } else if (!isBlank(line)) {
      try {
        sink.event(name, next, ReceivedEvent.ofLine(line));
      } catch (RefusedException e) {
        tell(channel, next, sink, e.reason());
      }
    }
    begin = next;
    searched = next;
    tooLong = false;
    if (linesBefore >= 0) {
      linesBefore++;
    }
  }

  private void tell(FileChannel channel, long next, SegmentSink sink, String reason)
      throws IOException {
    if (linesBefore < 0) {
      linesBefore = countLines(channel);
    }
    sink.problem(new SegmentProblem(name, linesBefore + 1, next, reason));
  }

  /** Only who has a problem to tell needs to know. */
  private long countLines(FileChannel channel) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long lines = 0;
    for (long at = 0; at < begin; ) {
      int wanted = (int) Math.min(CHUNK, begin - at);
      int read = channel.read(ByteBuffer.wrap(chunk, 0, wanted), at);
      if (read <= 0) {
        break;
      }
      for (int i = 0; i < read; i++) {
        lines += chunk[i] == '\n' ? 1 : 0;
      }
      at += read;
    }
    return lines;
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
