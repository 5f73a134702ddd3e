package dev.whorl;

import dev.whorl.event.DropReason;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the status system has to hear. A status system may print, so no caller waits for it: notices
 * are kept until the worker comes by. Each key is told once, so their number is bounded by their
 * kinds.
 */
final class Notices {
  /** What a user asked for is told, and is no loss. */
  private static final Set<DropReason> INTENDED =
      Set.of(DropReason.SAMPLED, DropReason.BEFORE_SEND, DropReason.REENTRY);

  private record Notice(String message, @Nullable Throwable cause, boolean loss) {}

  private final Status status;
  private final Set<Object> told = ConcurrentHashMap.newKeySet();
  private final Queue<Notice> waiting = new ConcurrentLinkedQueue<>();

  Notices(Status status) {
    this.status = status;
  }

  void warnOnce(Object key, String message, @Nullable Throwable cause) {
    if (told.add(key)) {
      waiting.add(new Notice(message, cause, false));
    }
  }

  void lossOnce(DropReason reason, String message) {
    if (told.add(reason)) {
      waiting.add(new Notice(message, null, !INTENDED.contains(reason)));
    }
  }

  void flush() {
    for (Notice notice = waiting.poll(); notice != null; notice = waiting.poll()) {
      if (notice.loss) {
        error(notice.message);
      } else {
        warn(notice.message, notice.cause);
      }
    }
  }

  private void error(String message) {
    try {
      status.error(message);
    } catch (RuntimeException e) {
      // A listener of the status system failed; there is nobody left to tell.
    }
  }

  void info(String message) {
    try {
      status.info(message);
    } catch (RuntimeException e) {
      // As above.
    }
  }

  void warn(String message, @Nullable Throwable cause) {
    try {
      status.warn(message, cause);
    } catch (RuntimeException e) {
      // As above.
    }
  }
}
