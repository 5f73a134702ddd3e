package dev.whorl.delivery;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request under way. Other threads may break it off, in whatever it hangs. */
final class Attempt {
  private final long deadline;
  private @Nullable TimedSocket socket;
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
  synchronized void holds(TimedSocket next) throws IOException {
    socket = next;
    if (brokenOff) {
      next.closeQuietly();
      throw new IOException("broken off");
    }
  }

  synchronized boolean isBrokenOff() {
    return brokenOff;
  }

  synchronized void breakOff() {
    brokenOff = true;
    if (socket != null) {
      socket.closeQuietly();
    }
  }
}
