package dev.whorl;

import dev.whorl.event.LogCall;
import dev.whorl.event.LogMessage;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells one log call from another and holds on to nothing of it: the throwable is referred to
 * weakly, and of the rest there is a digest. Logging libraries copy their events and use them
 * again, so an event itself tells nothing. Not all that a log call knows counts: behind an async
 * appender the id of the thread may be unknown, and what was logged before is not looked at.
 */
final class CallKey extends WeakReference<Object> {
  private final byte[] digest;
  private final int hash;
  private final long number;

  /**
   * Makes a key.
   *
   * @param throwable what identifies the throwable of the call
   * @param call the call
   * @param collected gets this key when the throwable is gone
   * @param number how many calls came before
   */
  CallKey(Object throwable, LogCall call, ReferenceQueue<Object> collected, long number) {
    super(throwable, collected);
    digest = digest(call);
    hash = 31 * System.identityHashCode(throwable) + Arrays.hashCode(digest);
    this.number = number;
  }

  long number() {
    return number;
  }

  private static byte[] digest(LogCall call) {
    StringBuilder text = new StringBuilder(512);
    LogMessage message = call.message();
    append(text, call.timestamp());
    append(text, call.severity());
    append(text, call.logger());
    append(text, call.threadName());
    append(text, message.template());
    append(text, message.formatted());
    append(text, message.params());
    append(text, call.mdc());
    append(text, call.keyValues());
    append(text, call.markers());
    append(text, call.markerFingerprint());
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** With lengths, so that no two contents have the same text; of maps the order does not count. */
  private static void append(StringBuilder text, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      text.append('{').append(map.size());
      map.entrySet().stream().map(CallKey::text).sorted().forEach(text::append);
    } else if (value instanceof Collection<?> elements) {
      text.append('[').append(elements.size());
      elements.forEach(element -> append(text, element));
    } else if (value == null) {
      text.append('-');
    } else {
      String whole = value.toString();
      text.append('"').append(whole.length()).append(':').append(whole);
    }
  }

  private static String text(Map.Entry<?, ?> entry) {
    StringBuilder text = new StringBuilder();
    append(text, entry.getKey());
    append(text, entry.getValue());
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    Object throwable = get();
    return throwable != null
        && other instanceof CallKey key
        && hash == key.hash
        && key.refersTo(throwable)
        && Arrays.equals(digest, key.digest);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
