package dev.whorl.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an appender saw of one log call: a snapshot that no other thread changes. Its collections
 * are not copied here, for the caller's sake: whoever makes a LogCall hands over collections that
 * stay as they are.
 *
 * @param timestamp when it was logged, as precise as the logging library knows it
 * @param severity how bad it is
 * @param logger the logger's name
 * @param threadName the name of the thread that logged it, whichever thread appends it
 * @param threadId the id of that thread; 0 if the logging library does not tell
 * @param message the text
 * @param thrown the throwable, null if none was logged
 * @param mdc the mapped diagnostic context (Log4j: thread context) at the time of the call
 * @param keyValues the key-value pairs of the call; values are immutable or already text
 * @param markers the names of all markers and of their references or parents, without fingerprint
 *     markers
 * @param markerFingerprint the fingerprint that a marker carried, null if none did
 * @param breadcrumbs the log calls of the same thread before this one, oldest first
 */
public record LogCall(
    Instant timestamp,
    Severity severity,
    String logger,
    String threadName,
    long threadId,
    LogMessage message,
    @Nullable ThrowableView thrown,
    Map<String, String> mdc,
    Map<String, Object> keyValues,
    List<String> markers,
    @Nullable Fingerprint markerFingerprint,
    List<Breadcrumb> breadcrumbs) {

  /**
   * The throwable that was logged.
   *
   * @return null if there is none, or if only a record of it arrived (an event from a socket)
   */
  public @Nullable Throwable throwable() {
    return thrown == null ? null : thrown.throwable();
  }
}
