package dev.whorl.inbox.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few connections that only read. Each use sees the file as it was at its beginning. */
final class Readers implements AutoCloseable {
  /** What is read with a connection. */
  @FunctionalInterface
  interface Read<T> {
    T from(Connection connection) throws SQLException;
  }

  private static final int MOST = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DatabaseFile file;
  private final Semaphore free = new Semaphore(MOST, true);
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  Readers(DatabaseFile file) {
    this.file = file;
  }

  <T> T read(Read<T> read) {
    acquire();
    @Nullable Connection connection = null;
    try {
      connection = borrow();
      T result = read.from(connection);
      connection.rollback(); // Ends the view of the file.
      giveBack(connection);
      return result;
    } catch (SQLException e) {
      discard(connection);
      throw new StoreException("cannot read " + file.path() + ": " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      discard(connection);
      throw e;
    } finally {
      free.release();
    }
  }

  private void acquire() {
    try {
      if (free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new BusyException("the inbox is busy with other questions: ask again later");
  }

  private Connection borrow() throws SQLException {
    synchronized (this) {
      if (closed) {
        throw new StoreException("the inbox is closed");
      }
      Connection connection = idle.poll();
      if (connection != null) {
        return connection;
      }
    }
    Connection connection = file.openReader();
    connection.setAutoCommit(false);
    return connection;
  }

  private synchronized void giveBack(Connection connection) {
    if (closed) {
      discard(connection);
    } else {
      idle.push(connection);
    }
  }

  private static void discard(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // It is not used again.
    }
  }

  /** Waits for reads that are under way, a while at most. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    boolean all = false;
    try {
      all = free.tryAcquire(MOST, 5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      idle.forEach(Readers::discard);
      idle.clear();
    }
    if (all) {
      free.release(MOST);
    }
  }
}
