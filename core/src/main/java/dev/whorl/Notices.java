package dev.whorl;

import dev.whorl.event.DropReason;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the status system has to hear. A status system may print, so no caller waits for it: notices
 * are kept until the worker comes by. What happens again and again is told the 1st, 10th, 100th, …
 * time, anything else once, so the number of notices is bounded by their kinds.
 */
final class Notices {
  /** What a user asked for is told, and is no loss. */
  private static final Set<DropReason> INTENDED =
      Set.of(
          DropReason.SAMPLED, DropReason.BEFORE_SEND, DropReason.REENTRY, DropReason.GROUP_LIMIT);

  private enum Tone {
    NEWS,
    WARNING,
    LOSS
  }

  private record Notice(String message, @Nullable Throwable cause, Tone tone) {}

  private final Status status;
  private final Set<Object> told = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicLong> troubles = new ConcurrentHashMap<>();
  private final Queue<Notice> waiting = new ConcurrentLinkedQueue<>();

  Notices(Status status) {
    this.status = status;
  }

  void warnOnce(Object key, String message, @Nullable Throwable cause) {
    if (told.add(key)) {
      waiting.add(new Notice(message, cause, Tone.WARNING));
    }
  }

  /**
   * Something that happens again and again.
   *
   * @param times how often it happened so far, with this time
   */
  void warnThinned(long times, String message, @Nullable Throwable cause) {
    if (isTold(times, 1)) {
      String text =
          times == 1 ? message + "; " + further(1) : message + ", " + times + " times now";
      waiting.add(new Notice(text, cause, Tone.WARNING));
    }
  }

  /**
   * Events that were dropped and counted. Called by those who log, so it does next to nothing
   * unless it tells.
   *
   * @param total how many there were so far for this reason, with these
   * @param added how many these are
   * @param detail more about the latest of them, may be empty
   */
  void loss(DropReason reason, long total, long added, String detail) {
    if (isTold(total, added)) {
      waiting.add(
          new Notice(
              lossText(reason, total, added, detail),
              null,
              INTENDED.contains(reason) ? Tone.WARNING : Tone.LOSS));
    }
  }

  /** Events of earlier runs that are lost; as {@link #loss}. */
  void recoveryLoss(DropReason reason, long total, long added, String detail) {
    if (isTold(total, added)) {
      waiting.add(
          new Notice(
              "Whorl lost %s of earlier runs so far (latest: %s%s)"
                  .formatted(
                      total == 1 ? "an event" : total + " events",
                      reason.label(),
                      detail.isEmpty() ? "" : ", " + detail),
              null,
              Tone.LOSS));
    }
  }

  /** Something by which events may be lost later on; told the 1st, 10th, 100th, … time. */
  void trouble(String kind, String message) {
    long times = troubles.computeIfAbsent(kind, key -> new AtomicLong()).incrementAndGet();
    if (isTold(times, 1)) {
      waiting.add(
          new Notice(
              times == 1 ? message : message + " (" + times + " times now)", null, Tone.LOSS));
    }
  }

  /** Something that is well again; as rarely as its trouble, in a text that is always the same. */
  void news(String message) {
    long times = troubles.computeIfAbsent(message, key -> new AtomicLong()).incrementAndGet();
    if (isTold(times, 1)) {
      waiting.add(new Notice(message, null, Tone.NEWS));
    }
  }

  private static String lossText(DropReason reason, long total, long added, String detail) {
    boolean first = total == added;
    StringBuilder text = new StringBuilder("Whorl ");
    text.append(reason == DropReason.GROUP_LIMIT ? "suppressed " : "dropped ");
    text.append(total == 1 ? "an event" : total + " events");
    if (total > 1) {
      text.append(first ? " at once" : " so far");
    }
    text.append(first ? " for the first time" : "");
    text.append(" with the reason ").append(reason.label());
    if (reason == DropReason.GROUP_LIMIT) {
      text.append(", counted instead of sent");
    }
    if (!detail.isEmpty()) {
      text.append(first ? " (" : " (latest: ").append(detail).append(')');
    }
    return first ? text.append("; ").append(further(total)).toString() : text.toString();
  }

  private static String further(long total) {
    long next = nextTold(total);
    // No format, whose classes the caller of the first loss would have to load.
    return "the " + next + "th, " + next * 10 + "th, … are told, too";
  }

  /** Whether one of those added was the 1st, 10th, 100th, … */
  static boolean isTold(long total, long added) {
    return nextTold(total - added) <= total;
  }

  /** The next one after so many; multiplies, since each loss asks, and to divide takes longer. */
  private static long nextTold(long number) {
    long next = 1;
    while (next <= number && next <= Long.MAX_VALUE / 10) {
      next *= 10;
    }
    return next > number ? next : Long.MAX_VALUE;
  }

  void flush() {
    for (Notice notice = waiting.poll(); notice != null; notice = waiting.poll()) {
      switch (notice.tone) {
        case NEWS -> info(notice.message);
        case WARNING -> warn(notice.message, notice.cause);
        case LOSS -> error(notice.message);
      }
    }
  }

  void error(String message) {
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
