package dev.whorl.log4j2;

import dev.whorl.FingerprintReader;
import dev.whorl.MarkerReading;
import dev.whorl.event.Fingerprint;
import java.util.Arrays;
import java.util.List;
import org.apache.logging.log4j.Marker;
import org.jspecify.annotations.Nullable;

/** Reads the marker of a Log4j event. */
final class Log4jMarkers extends MarkerReading<Marker> {
  private Log4jMarkers(FingerprintReader fingerprints) {
    super(
        fingerprints,
        "A marker named FINGERPRINT arrived without data. Through SLF4J make it with"
            + " dev.whorl.log4j2.Slf4jFingerprints.marker(...), through Log4j with"
            + " dev.whorl.log4j2.Fingerprints.marker(...), or name a marker 'fingerprint:' with the"
            + " text behind it.");
  }

  static MarkerReading<Marker> of(@Nullable Marker marker, FingerprintReader fingerprints) {
    Log4jMarkers reading = new Log4jMarkers(fingerprints);
    reading.read(marker);
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
  protected Iterable<Marker> referencesOf(Marker marker) {
    Marker[] parents = marker.getParents();
    return parents == null ? List.of() : Arrays.asList(parents);
  }
}
