package dev.whorl.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections that wait for the next request. Thread-safe. */
final class KeptConnections {
  private static final long MAX_IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final int most;
  private final Deque<ServerConnection> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * Makes one.
   *
   * @param most how many may wait
   */
  KeptConnections(int most) {
    this.most = most;
  }

  /** The one that was used last, which most likely still works; null if none waits. */
  synchronized @Nullable ServerConnection take() {
    return idle.pollFirst();
  }

  /** Keeps one that works, if there is room. */
  void keep(ServerConnection connection, long now) {
    if (!add(connection, now)) {
      connection.close();
    }
  }

  private synchronized boolean add(ServerConnection connection, long now) {
    if (closed || idle.size() >= most) {
      return false;
    }
    connection.idle(now);
    idle.addFirst(connection);
    return true;
  }

  /** Closes those that waited for long. */
  void tick(long now) {
    for (ServerConnection old = old(now); old != null; old = old(now)) {
      old.close();
    }
  }

  private synchronized @Nullable ServerConnection old(long now) {
    ServerConnection last = idle.peekLast();
    return last == null || last.idleNanos(now) < MAX_IDLE_NANOS ? null : idle.pollLast();
  }

  /** Closes all, and from now on those that come. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    for (ServerConnection left = take(); left != null; left = take()) {
      left.close();
    }
  }
}
