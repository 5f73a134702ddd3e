package dev.whorl.inbox.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TempStore;

/**
 * The file of an inbox. Who writes it holds a lock on a file beside it: SQLite would let two
 * inboxes write by turns, and each would miss what the other one did.
 */
final class DatabaseFile implements AutoCloseable {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private final Path file;
  private final @Nullable FileChannel channel;
  private final boolean alone;

  private DatabaseFile(Path file, @Nullable FileChannel channel, boolean alone) {
    this.file = file;
    this.channel = channel;
    this.alone = alone;
  }

  /** A file that is only read, for which no lock is needed. */
  static DatabaseFile toRead(Path given) {
    Path file = given.toAbsolutePath().normalize();
    checkKind(file);
    return new DatabaseFile(file, null, !Files.exists(log(file)));
  }

  static DatabaseFile hold(Path given) {
    Path file = given.toAbsolutePath().normalize();
    Path folder = file.getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new StoreException(file + " is a folder: name a file in it, for example inbox.db");
    }
    FileChannel channel = lock(file, folder);
    try {
      checkKind(file);
    } catch (RuntimeException e) {
      close(channel);
      throw e;
    }
    return new DatabaseFile(file, channel, false);
  }

  private static FileChannel lock(Path file, Path folder) {
    @Nullable FileChannel channel = null;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve(file.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException sameProgram) {
      // Said below.
    } catch (IOException e) {
      close(channel);
      throw new StoreException(
          "cannot write in the folder "
              + folder
              + " ("
              + e
              + "): let it be written, or name a file"
              + " elsewhere",
          e);
    }
    close(channel);
    throw new StoreException(
        file + " is in use by another inbox: stop that one, or name another file");
  }

  private static void checkKind(Path file) {
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        return;
      }
      if (isDatabase(file)) {
        return;
      }
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + " (" + e + ")", e);
    }
    throw new StoreException(file + " is not a SQLite database: name another file");
  }

  static boolean isDatabase(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  Path path() {
    return file;
  }

  /** Whether it is only read and had no log of changes, so that no inbox was running on it. */
  boolean isAlone() {
    return alone;
  }

  private static Path log(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  /**
   * The one connection that writes, to a file that is brought to the newest version. It is named as
   * a URI, since what follows a question mark in a plain name would be settings.
   */
  Connection openWriter() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5000);
    // Else the driver asks for the number of each new row.
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri());
    try (Statement statement = connection.createStatement()) {
      Migrations.check(connection, file);
      statement.execute("PRAGMA journal_mode = WAL");
      // A killed process loses nothing. After a power failure the last seconds may be missing.
      statement.execute("PRAGMA synchronous = NORMAL");
      // Copying the log into the file costs a wait for the disk: not more often than each 64 MB.
      statement.execute("PRAGMA wal_autocheckpoint = 16000");
      statement.execute("PRAGMA journal_size_limit = 67108864");
      statement.execute("PRAGMA cache_size = -65536");
      statement.execute("PRAGMA temp_store = MEMORY");
      Migrations.run(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  Connection openReader() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setTempStore(TempStore.MEMORY);
    config.setCacheSize(-16_384);
    config.setBusyTimeout(5000);
    // Else SQLite would make a log to read one, and leave it there.
    return config.createConnection("jdbc:sqlite:" + file.toUri() + (alone ? "?immutable=1" : ""));
  }

  long bytes() {
    return size(file) + size(log(file));
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException absent) {
      return 0;
    }
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
  }
}
