package dev.whorl.log4j2;

import dev.whorl.FingerprintReader;
import dev.whorl.event.Fingerprint;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.Marker;
import org.jspecify.annotations.Nullable;

/**
 * What the marker of a log call and all its parents say. Of several fingerprints the last counts.
 */
final class MarkerReading {
  private static final String TEXT_PREFIX = "fingerprint:";
  private static final int MAX_MARKERS = 1000;

  private final Set<String> names = new LinkedHashSet<>();
  private @Nullable Fingerprint fingerprint;

  static MarkerReading of(@Nullable Marker marker, FingerprintReader fingerprints) {
    MarkerReading reading = new MarkerReading();
    if (marker != null) {
      reading.readAll(marker, fingerprints);
    }
    return reading;
  }

  private void readAll(Marker first, FingerprintReader fingerprints) {
    Set<Marker> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Marker> waiting = new ArrayDeque<>(List.of(first));
    while (!waiting.isEmpty() && seen.size() < MAX_MARKERS) {
      Marker marker = waiting.poll();
      if (seen.add(marker)) {
        read(marker, fingerprints);
        Marker[] parents = marker.getParents();
        if (parents != null) {
          waiting.addAll(List.of(parents));
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
          "A marker named FINGERPRINT arrived without data. Through SLF4J make it with dev.whorl.log4j2.Slf4jFingerprints.marker(...),"
              + " through Log4j with dev.whorl.log4j2.Fingerprints.marker(...),"
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
