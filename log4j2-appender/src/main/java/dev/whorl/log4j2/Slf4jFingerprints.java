package dev.whorl.log4j2;

import org.apache.logging.slf4j.Log4jMarker;
import org.apache.logging.slf4j.Log4jMarkerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * {@link Fingerprints} for programs that log through SLF4J with Log4j behind it. On that road any
 * other SLF4J marker loses its data and only its name arrives. Needs {@code log4j-slf4j2-impl}.
 */
public final class Slf4jFingerprints {
  private static final Log4jMarkerFactory FACTORY = new Log4jMarkerFactory();

  private Slf4jFingerprints() {}

  /**
   * Makes an SLF4J marker for one log call.
   *
   * @param parts the fingerprint
   * @return a new marker that keeps its data on the way to Log4j
   */
  public static Marker marker(@Nullable Object @Nullable ... parts) {
    return of(Fingerprints.marker(parts));
  }

  /**
   * Turns a marker of ours into one for SLF4J.
   *
   * @param marker for example {@code Fingerprints.marker("a").and(AUDIT)}
   * @return a new marker that keeps its data on the way to Log4j
   */
  public static Marker of(FingerprintMarker marker) {
    return new Log4jMarker(FACTORY, marker);
  }

  /**
   * {@link Fingerprints#scope}, here as well so that a program needs one import.
   *
   * @param parts the fingerprint; without any part the MDC stays as it is
   * @return closes by restoring what was there before
   */
  public static Fingerprints.Scope scope(@Nullable Object @Nullable ... parts) {
    return Fingerprints.scope(parts);
  }
}
