package dev.whorl;

import dev.whorl.event.Fingerprint;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the markers of a log call say, with all that they refer to. Of several fingerprints the last
 * one with any part counts, and a marker's own counts more than those of the markers that it refers
 * to.
 *
 * @param <M> the library's type of marker
 */
public abstract class MarkerReading<M> {
  /** The name of every marker of Whorl that carries a fingerprint as data. */
  public static final String FINGERPRINT = "FINGERPRINT";

  private static final String TEXT_PREFIX = "fingerprint:";
  private static final int MAX_MARKERS = 1000;

  private final FingerprintReader fingerprints;
  private final String remedy;
  private Set<String> names = Set.of();
  private Set<M> seen = Set.of();
  private @Nullable Fingerprint fingerprint;

  /**
   * Begins a reading.
   *
   * @param fingerprints reads what marker names carry as text
   * @param remedy told if a marker named {@link #FINGERPRINT} has lost its data
   */
  protected MarkerReading(FingerprintReader fingerprints, String remedy) {
    this.fingerprints = fingerprints;
    this.remedy = remedy;
  }

  /**
   * The name of a marker.
   *
   * @param marker any marker
   * @return its name
   */
  protected abstract String nameOf(M marker);

  /**
   * The fingerprint that a marker of Whorl carries.
   *
   * @param marker any marker
   * @return null if it is none of Whorl's
   */
  protected abstract @Nullable Fingerprint dataOf(M marker);

  /**
   * What a marker refers to (SLF4J) or has as parents (Log4j).
   *
   * @param marker any marker
   * @return may be empty
   */
  protected abstract Iterable<M> referencesOf(M marker);

  /**
   * Reads a marker and all that it refers to. A marker whose own code fails is passed over.
   *
   * @param marker null is passed over
   */
  public final void read(@Nullable M marker) {
    if (marker == null) {
      return;
    }
    if (seen.isEmpty()) {
      // Only now: few calls have a marker, and each waits for this.
      names = new LinkedHashSet<>();
      seen = Collections.newSetFromMap(new IdentityHashMap<>());
    }
    if (seen.size() >= MAX_MARKERS || !seen.add(marker)) {
      return;
    }
    try {
      Fingerprint data = dataOf(marker);
      String name = data == null ? String.valueOf(nameOf(marker)) : FINGERPRINT;
      boolean text = name.startsWith(TEXT_PREFIX);
      if (!text && !name.equals(FINGERPRINT)) {
        names.add(name);
      }
      for (M reference : referencesOf(marker)) {
        read(reference);
      }
      if (text) {
        data = fingerprints.read(name.substring(TEXT_PREFIX.length()), "marker");
      } else if (data == null && name.equals(FINGERPRINT)) {
        fingerprints.lost(remedy);
      }
      if (data != null && !data.isEmpty()) {
        fingerprint = data;
      }
    } catch (RuntimeException e) {
      // A program's own marker class; the event is worth more than this marker.
    }
  }

  /**
   * The names of all markers that were read, without fingerprint markers.
   *
   * @return each once, outer ones first
   */
  public final List<String> names() {
    return List.copyOf(names);
  }

  /**
   * The fingerprint that was found.
   *
   * @return null if there is none
   */
  public final @Nullable Fingerprint fingerprint() {
    return fingerprint;
  }
}
