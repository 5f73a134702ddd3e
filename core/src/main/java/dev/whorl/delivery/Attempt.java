package dev.whorl.delivery;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A request under way. Other threads may break it off, in whatever it hangs. */
final class Attempt {
  private final long deadline;
  private @Nullable Socket socket;
  private boolean brokenOff;

  /**
   * Makes one.
   *
   * @param deadline when it is to be over, by {@link System#nanoTime}
   */
  Attempt(long deadline) {
    this.deadline = deadline;
  }

  long deadline() {
    return deadline;
  }

  boolean isLate(long now) {
    return now - deadline >= 0;
  }

  /** It goes on with this socket, which is closed when the attempt is broken off. */
  synchronized void holds(Socket next) throws IOException {
    socket = next;
    if (brokenOff) {
      close(next);
      throw new IOException("broken off");
    }
  }

  synchronized boolean isBrokenOff() {
    return brokenOff;
  }

  synchronized void breakOff() {
    brokenOff = true;
    if (socket != null) {
      close(socket);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }
}
