package dev.whorl.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * @param keyValues the key-value pairs of the call; values are immutable, a {@link Fingerprint} or
 *     already text
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
    Map<String, @Nullable Object> keyValues,
    List<String> markers,
    @Nullable Fingerprint markerFingerprint,
    List<Breadcrumb> breadcrumbs) {
  private static final int MAX_CAUSES = 50;

  /**
   * The throwable that was logged.
   *
   * @return null if there is none, or if only a record of it arrived (an event from a socket)
   */
  public @Nullable Throwable throwable() {
    return thrown == null ? null : thrown.throwable();
  }

  /**
   * The throwable that was logged and its causes, for hooks that look for one of a kind.
   *
   * @return the logged one first; a circle of causes, a cause that cannot be read or the 50th ends
   *     it; empty if there is no live throwable
   */
  public List<Throwable> causes() {
    List<Throwable> causes = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    try {
      Throwable cause = throwable();
      while (cause != null && causes.size() < MAX_CAUSES && seen.add(cause)) {
        causes.add(cause);
        cause = cause.getCause();
      }
    } catch (RuntimeException | StackOverflowError e) {
      // A throwable may bring its own getCause; what was read so far is what there is.
    }
    return causes;
  }
}
