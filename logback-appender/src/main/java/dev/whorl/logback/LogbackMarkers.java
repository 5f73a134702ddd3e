package dev.whorl.logback;

import dev.whorl.FingerprintReader;
import dev.whorl.MarkerReading;
import dev.whorl.event.Fingerprint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Reads the markers of a Logback event. */
final class LogbackMarkers extends MarkerReading<Marker> {
  private LogbackMarkers(FingerprintReader fingerprints) {
    super(
        fingerprints,
        "A marker named FINGERPRINT arrived without data. Make it with"
            + " dev.whorl.logback.Fingerprints.marker(...), or name a marker 'fingerprint:' with the"
            + " text behind it.");
  }

  static MarkerReading<Marker> of(@Nullable List<Marker> markers, FingerprintReader fingerprints) {
    LogbackMarkers reading = new LogbackMarkers(fingerprints);
    if (markers != null) {
      markers.forEach(reading::read);
    }
    return reading;
  }

  @Override
  protected String nameOf(Marker marker) {
    return marker.getName();
  }

  @Override
  protected @Nullable Fingerprint dataOf(Marker marker) {
    return marker instanceof FingerprintMarker ours ? ours.fingerprint() : null;
  }

  @Override
  @SuppressWarnings("deprecation") // SLF4J discourages references, and programs have them.
  protected Iterable<Marker> referencesOf(Marker marker) {
    return marker.hasReferences() ? marker::iterator : List.of();
  }
}
