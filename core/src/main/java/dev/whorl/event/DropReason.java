package dev.whorl.event;

import java.util.Locale;

/** Why an event did not arrive. Every event that is not delivered has exactly one of these. */
public enum DropReason {
  /** The queue of log calls waiting for the worker was full. */
  QUEUE_FULL,
  /**
   * Its group had used up {@code groupLimit}, or the queue was full of its kind: counted in the
   * group's {@code suppressed} instead of sent.
   */
  GROUP_LIMIT,
  /** {@code sampleRate} left it out. */
  SAMPLED,
  /** The {@code BeforeSend} hook returned null. */
  BEFORE_SEND,
  /** Larger than a server takes, even after everything was cut that may be cut. */
  TOO_LARGE,
  /** The server answered 429, or had said before that it takes no events for a while. */
  RATE_LIMITED,
  /** The server refused it with another status. */
  REJECTED,
  /**
   * No answer (connection refused, reset, timed out), or 408, 502, 503 or 504, and no more time to
   * try again.
   */
  NETWORK,
  /** The memory for events waiting to be sent was full. */
  MEMORY_FULL,
  /** The folder could not take it: the disk is full, or the folder cannot be written. */
  FOLDER_FULL,
  /** A file of the folder was damaged or deleted before its event was sent. */
  FOLDER_LOST,
  /** Logged by Whorl's own work: by a hook, or while a log call was being read. */
  REENTRY,
  /** Logged after the appender was stopped, or still waiting when the time to stop was over. */
  CLOSED,
  /** Whorl itself failed on this event. */
  INTERNAL_ERROR;

  private final String label = name().toLowerCase(Locale.ROOT);

  /**
   * The reason as it appears in status lines and metrics.
   *
   * @return for example {@code queue_full}
   */
  public String label() {
    return label;
  }
}
