package dev.whorl.inbox.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The events in the file of an inbox, which is only read: nothing is written to it or beside it
 * that was not there. An inbox may run on it meanwhile.
 */
public final class InboxFile implements EventHistory, AutoCloseable {
  private final Path path;
  private final Readers readers;

  /** Set if no log of changes told what an inbox writes meanwhile. */
  private final @Nullable FileTime unchangedSince;

  private InboxFile(DatabaseFile file, @Nullable FileTime unchangedSince) {
    path = file.path();
    readers = new Readers(file);
    this.unchangedSince = unchangedSince;
  }

  /**
   * Whether a file is a SQLite database, by its first bytes.
   *
   * @param file any file
   * @return false also if it cannot be read, or is a pipe
   */
  public static boolean isDatabase(Path file) {
    try {
      return Files.isRegularFile(file) && DatabaseFile.isDatabase(file);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Opens a file.
   *
   * @param file the database of an inbox
   * @return its events, to be closed
   * @throws StoreException if it is from a newer version, is something else or cannot be read
   */
  public static InboxFile open(Path file) {
    DatabaseFile database = DatabaseFile.toRead(file);
    InboxFile opened =
        new InboxFile(database, database.isAlone() ? lastChange(database.path()) : null);
    try {
      opened.readers.read(
          connection -> {
            Migrations.checkInbox(connection, database.path());
            return true;
          });
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public long countEvents(@Nullable Instant since, @Nullable Instant until) {
    long number = new Replay(readers, since, until).count();
    checkUnchanged();
    return number;
  }

  @Override
  public void forEachEvent(@Nullable Instant since, @Nullable Instant until, EventVisitor visitor) {
    new Replay(readers, since, until).forEach(visitor);
    checkUnchanged();
  }

  private void checkUnchanged() {
    if (unchangedSince != null && !unchangedSince.equals(lastChange(path))) {
      throw new StoreException(
          path + " was changed by an inbox that was started meanwhile: read it again");
    }
  }

  private static FileTime lastChange(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      throw new StoreException("cannot read " + path + " (" + e + ")", e);
    }
  }

  @Override
  public void close() {
    readers.close();
  }
}
