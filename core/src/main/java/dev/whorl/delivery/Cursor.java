package dev.whorl.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file that remembers how far an owner's segments were delivered. Whoever holds its lock
 * delivers them: the owner while it lives, anyone after its death. Written in place, with one write
 * of a fixed length, so that a process that is killed leaves the old text or the new one.
 */
final class Cursor {
  private static final String PREFIX = "cursor-";
  private static final String SUFFIX = ".json";
  private static final int BYTES = 256;
  private static final int VERSION = 1;
  private static final Pattern TEXT =
      Pattern.compile("\\{\"v\":(\\d{1,9}),\"segment\":\"([^\"]*)\",\"position\":(\\d{1,18})}\\s*");
  private static final Pattern ANY_VERSION =
      Pattern.compile("\\s*\\{\\s*\"v\"\\s*:\\s*(\\d{1,9})\\b");

  /**
   * How far an owner's segments were delivered.
   *
   * @param segment the name of the segment; all before it are done
   * @param position where in it the first line begins that is not
   */
  record Position(String segment, long position) {}

  private final Path file;
  private final FileChannel channel;
  private final HeldFile held;
  private boolean closed;

  private Cursor(Path file, FileChannel channel, HeldFile held) {
    this.file = file;
    this.channel = channel;
    this.held = held;
  }

  static Path file(Path folder, String owner) {
    return folder.resolve(PREFIX + owner + SUFFIX);
  }

  /** The owner whose cursor a file is, null if it is none. */
  static @Nullable String owner(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX)
        ? name.substring(PREFIX.length(), name.length() - SUFFIX.length())
        : null;
  }

  /**
   * Opens and locks an owner's cursor, made if it is not there.
   *
   * @return null if another holds it
   * @throws IOException also if the file system has no locks: then nobody can tell who is alive
   */
  static @Nullable Cursor lock(Path folder, String owner) throws IOException {
    Path file = file(folder, owner);
    HeldFile held = HeldFile.claim(file);
    if (held == null) {
      return null;
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      // Whoever deletes a cursor holds its lock, so a file that is gone now was another's to
      // delete.
      locked = channel.tryLock() != null && Files.exists(file);
      return locked ? new Cursor(file, channel, held) : null;
    } catch (OverlappingFileLockException e) {
      return null;
    } finally {
      if (!locked) {
        held.release();
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  /** Null if nothing was delivered yet, or if the text is damaged. */
  @Nullable Position read() throws IOException {
    Matcher matcher = TEXT.matcher(text());
    return matcher.matches() && Integer.parseInt(matcher.group(1)) == VERSION
        ? new Position(matcher.group(2), Long.parseLong(matcher.group(3)))
        : null;
  }

  /** Whether another version of Whorl wrote it, so that its segments are to be left alone. */
  boolean isForeign() throws IOException {
    Matcher matcher = ANY_VERSION.matcher(text());
    return matcher.lookingAt() && Integer.parseInt(matcher.group(1)) != VERSION;
  }

  private String text() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    int read = channel.read(bytes, 0);
    return new String(bytes.array(), 0, Math.max(0, read), StandardCharsets.UTF_8);
  }

  void write(String segment, long position) throws IOException {
    String text =
        "{\"v\":%d,\"segment\":\"%s\",\"position\":%d}".formatted(VERSION, segment, position);
    byte[] bytes =
        (text + " ".repeat(BYTES - 1 - text.length()) + "\n").getBytes(StandardCharsets.UTF_8);
    channel.write(ByteBuffer.wrap(bytes), 0);
  }

  /** Whether the lock is lost: somebody deleted the file, or an interrupt closed it. */
  boolean isLost() {
    return !channel.isOpen() || !Files.exists(file);
  }

  /** Lets go of the lock and leaves the file. */
  void close() {
    if (closed) {
      // Another may hold it by now.
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
    held.release();
  }

  /** Lets go of the lock, for the last time: nothing is left to be delivered. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It will be found without segments by whoever comes next.
    }
    close();
  }
}
