package dev.whorl.logback;

import dev.whorl.FingerprintReader;
import dev.whorl.event.Fingerprint;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * What the markers of a log call and all their references say. Of several fingerprints the last
 * counts.
 */
final class MarkerReading {
  private static final String TEXT_PREFIX = "fingerprint:";
  private static final int MAX_MARKERS = 1000;

  private final Set<String> names = new LinkedHashSet<>();
  private @Nullable Fingerprint fingerprint;

  static MarkerReading of(@Nullable List<Marker> markers, FingerprintReader fingerprints) {
    MarkerReading reading = new MarkerReading();
    if (markers != null && !markers.isEmpty()) {
      reading.readAll(markers, fingerprints);
    }
    return reading;
  }

  @SuppressWarnings("deprecation") // SLF4J discourages references, and programs have them.
  private void readAll(List<Marker> markers, FingerprintReader fingerprints) {
    Set<Marker> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Marker> waiting = new ArrayDeque<>(markers);
    while (!waiting.isEmpty() && seen.size() < MAX_MARKERS) {
      Marker marker = waiting.poll();
      if (seen.add(marker)) {
        read(marker, fingerprints);
        for (Iterator<Marker> references = marker.iterator(); references.hasNext(); ) {
          waiting.add(references.next());
        }
      }
    }
  }

  private void read(Marker marker, FingerprintReader fingerprints) {
    String name = String.valueOf(marker.getName());
    if (marker instanceof FingerprintMarker ours) {
      fingerprint = ours.fingerprint();
    } else if (name.startsWith(TEXT_PREFIX)) {
      fingerprint = fingerprints.read(name.substring(TEXT_PREFIX.length()), "marker");
    } else if (name.equals(FingerprintMarker.NAME)) {
      fingerprints.lost(
          "A marker named FINGERPRINT arrived without data. Make it with dev.whorl.logback.Fingerprints.marker(...),"
              + " or name a marker 'fingerprint:' with the text behind it.");
    } else {
      names.add(name);
    }
  }

  List<String> names() {
    return List.copyOf(names);
  }

  @Nullable Fingerprint fingerprint() {
    return fingerprint;
  }
}
