package dev.whorl.log4j2;

import dev.whorl.KindHash;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.IndexedReadOnlyStringMap;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.jspecify.annotations.Nullable;

/**
 * What kind of error a Log4j event is: what was thrown, who logged it, and which text. Log4j has
 * read no stack trace by then, and to make one for this costs more than all the rest.
 */
final class Log4jKind {
  private static final int MAX_MARKERS = 8;
  private static final int MAX_MARKER_DEPTH = 3;
  private static final int MAX_ENTRIES = 100;

  private Log4jKind() {}

  static long of(LogEvent event, String fingerprintKey) {
    Throwable thrown = event.getThrown();
    long hash = KindHash.name(KindHash.START, thrown == null ? null : thrown.getClass().getName());
    hash = KindHash.name(hash, event.getLoggerName());
    hash = message(hash, event.getMessage(), thrown != null, fingerprintKey);
    ReadOnlyStringMap context = event.getContextData();
    Object fingerprint = context == null ? null : context.getValue(fingerprintKey);
    if (fingerprint != null) {
      hash = KindHash.value(hash, fingerprint);
    }
    return marker(hash, event.getMarker(), MAX_MARKER_DEPTH);
  }

  @SuppressWarnings("deprecation") // There is no other way to a message's template.
  private static long message(
      long hash, @Nullable Message message, boolean thrown, String fingerprintKey) {
    if (message instanceof MapMessage<?, ?> map) {
      return entries(hash, map.getIndexedReadOnlyStringMap(), thrown, fingerprintKey);
    }
    String format = null;
    try {
      format = message == null ? null : message.getFormat();
    } catch (RuntimeException e) {
      // A message class of the program's own; it has another way to tell its text.
    }
    return KindHash.template(
        hash, format == null || format.isEmpty() ? Log4jLogCall.formatted(message) : format);
  }

  /** With a throwable the values of entries do not decide the group, and there are many. */
  private static long entries(
      long hash, IndexedReadOnlyStringMap map, boolean thrown, String fingerprintKey) {
    long next = hash;
    for (int i = 0; i < map.size() && i < MAX_ENTRIES; i++) {
      String key = map.getKeyAt(i);
      Object value = map.getValueAt(i);
      next = KindHash.name(next, key);
      if (fingerprintKey.equals(key)) {
        next = KindHash.value(next, value);
      } else if (!thrown && value instanceof String text) {
        next = KindHash.template(next, text);
      }
    }
    return next;
  }

  private static long marker(long hash, @Nullable Marker marker, int depth) {
    if (marker == null) {
      return hash;
    }
    long next =
        marker instanceof FingerprintMarker ours
            ? KindHash.fingerprint(hash, ours.fingerprint())
            : KindHash.text(hash, marker.getName());
    if (depth > 0 && marker.hasParents()) {
      Marker[] parents = marker.getParents();
      for (int i = 0; parents != null && i < parents.length && i < MAX_MARKERS; i++) {
        next = marker(next, parents[i], depth - 1);
      }
    }
    return next;
  }
}
