package dev.whorl.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import dev.whorl.KindHash;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * What kind of error a Logback event is. Logback has read the stack traces by then, and the names
 * in them know their hashes, so what is thrown where costs next to nothing to tell.
 */
final class LogbackKind {
  private static final int MAX_THROWABLES = 8;
  private static final int MAX_FRAMES = 128;
  private static final int MAX_MARKERS = 8;
  private static final int MAX_MARKER_DEPTH = 3;

  private LogbackKind() {}

  static long of(
      ILoggingEvent event, String logger, @Nullable String mdcFingerprint, String fingerprintKey) {
    IThrowableProxy thrown = event.getThrowableProxy();
    long hash =
        thrown == null
            ? KindHash.template(KindHash.name(KindHash.START, logger), event.getMessage())
            : thrown(KindHash.START, thrown);
    if (mdcFingerprint != null) {
      hash = KindHash.text(hash, mdcFingerprint);
    }
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (int i = 0; i < pairs.size(); i++) {
        KeyValuePair pair = pairs.get(i);
        if (fingerprintKey.equals(pair.key)) {
          hash = KindHash.value(hash, pair.value);
        }
      }
    }
    List<Marker> markers = event.getMarkerList();
    if (markers != null) {
      for (int i = 0; i < markers.size() && i < MAX_MARKERS; i++) {
        hash = marker(hash, markers.get(i), MAX_MARKER_DEPTH);
      }
    }
    return hash;
  }

  /** Causes may go round in a circle; their number ends that. */
  private static long thrown(long start, IThrowableProxy first) {
    long hash = start;
    int throwables = 0;
    for (IThrowableProxy thrown = first;
        thrown != null && throwables < MAX_THROWABLES;
        thrown = thrown.getCause()) {
      throwables++;
      hash = KindHash.name(hash, thrown.getClassName());
      StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
      if (frames == null || frames.length == 0) {
        // The JVM leaves out the traces of what it throws again and again; then the text groups.
        hash = KindHash.template(hash, thrown.getMessage());
        continue;
      }
      // A cause ends in the frames of what it caused, which are told already.
      int end = Math.min(frames.length - Math.max(0, thrown.getCommonFrames()), MAX_FRAMES);
      for (int i = 0; i < end; i++) {
        hash = KindHash.frame(hash, frames[i].getStackTraceElement());
      }
    }
    return hash;
  }

  @SuppressWarnings("deprecation") // SLF4J discourages references, and programs have them.
  private static long marker(long hash, @Nullable Marker marker, int depth) {
    if (marker == null) {
      return hash;
    }
    long next =
        marker instanceof FingerprintMarker ours
            ? KindHash.fingerprint(hash, ours.fingerprint())
            : KindHash.text(hash, marker.getName());
    if (depth > 0 && marker.hasReferences()) {
      int left = MAX_MARKERS;
      for (Iterator<Marker> all = marker.iterator(); all.hasNext() && left > 0; left--) {
        next = marker(next, all.next(), depth - 1);
      }
    }
    return next;
  }
}
