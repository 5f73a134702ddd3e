package dev.whorl;

import dev.whorl.event.Severity;

/**
 * What an appender can tell of an event of its logging library without making anything. That is
 * enough to see that a call is of no use or that the queue has no room for it, so such a call
 * allocates nothing. Runs on the thread that appends the event.
 *
 * @param <E> the library's class of events
 */
public interface LogReader<E> {
  /**
   * How bad it is.
   *
   * @param event the event
   * @return the severity nearest to the library's level
   */
  Severity severity(E event);

  /**
   * Who logged it.
   *
   * @param event the event
   * @return the logger's name
   */
  String logger(E event);

  /**
   * On which thread.
   *
   * @param event the event
   * @return the name of the thread that logged it, whichever thread appends it; may be empty
   */
  String threadName(E event);

  /**
   * What kind of error it is, as far as its caller can afford to look. Calls with different
   * fingerprints or from different places have different kinds, as a rule; the same call again has
   * the same kind. Made of what is at hand: no stack trace is materialised for it.
   *
   * @param event the event
   * @param fingerprintKey the name of the MDC entry and of the key-value that carry a fingerprint
   * @return a hash that means something only in this process
   */
  long kind(E event, String fingerprintKey);

  /**
   * Begins to read all of it.
   *
   * @param event the event
   * @return a source of its own for this event
   */
  LogSource open(E event);
}
