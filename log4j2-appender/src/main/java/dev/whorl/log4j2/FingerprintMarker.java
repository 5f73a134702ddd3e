package dev.whorl.log4j2;

import dev.whorl.MarkerReading;
import dev.whorl.event.Fingerprint;
import java.io.ObjectStreamException;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Marker;
import org.jspecify.annotations.Nullable;

/**
 * A marker that carries a fingerprint. Immutable, equal to another with the same fingerprint and
 * parents, and never known to a marker factory: a new one for each log call leaves nothing behind.
 */
public final class FingerprintMarker implements Marker {
  /** The name of every fingerprint marker. */
  public static final String NAME = MarkerReading.FINGERPRINT;

  private static final long serialVersionUID = 1;
  private static final int MAX_SHOWN = 100;
  private static final String IMMUTABLE =
      "A fingerprint marker is immutable; marker.and(other) makes a new one.";

  private final transient Fingerprint fingerprint;
  private final transient List<Marker> parents;

  FingerprintMarker(Fingerprint fingerprint, List<Marker> parents) {
    this.fingerprint = fingerprint;
    this.parents = List.copyOf(parents);
  }

  /**
   * The fingerprint.
   *
   * @return may be without parts
   */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /**
   * This marker together with others, since a log call takes only one.
   *
   * @param others markers that the log call has as well
   * @return a new marker that has them as parents
   */
  public FingerprintMarker and(Marker... others) {
    List<Marker> all = new ArrayList<>(parents);
    all.addAll(List.of(others));
    return new FingerprintMarker(fingerprint, all);
  }

  @Override
  public String getName() {
    return NAME;
  }

  /** Not possible, since a marker that many log calls share would then grow for ever. */
  @Override
  public Marker addParents(Marker... markers) {
    throw new UnsupportedOperationException(IMMUTABLE);
  }

  /** Not possible; see {@link #addParents}. */
  @Override
  public Marker setParents(Marker... markers) {
    throw new UnsupportedOperationException(IMMUTABLE);
  }

  @Override
  public boolean remove(Marker marker) {
    return false;
  }

  @Override
  public Marker @Nullable [] getParents() {
    return parents.isEmpty() ? null : parents.toArray(new Marker[0]);
  }

  @Override
  public boolean hasParents() {
    return !parents.isEmpty();
  }

  @Override
  public boolean isInstanceOf(Marker other) {
    return equals(other) || parents.stream().anyMatch(parent -> parent.isInstanceOf(other));
  }

  @Override
  public boolean isInstanceOf(String name) {
    return NAME.equals(name) || parents.stream().anyMatch(parent -> parent.isInstanceOf(name));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FingerprintMarker that
        && fingerprint.equals(that.fingerprint)
        && parents.equals(that.parents);
  }

  @Override
  public int hashCode() {
    return 31 * fingerprint.hashCode() + parents.hashCode();
  }

  @Override
  public String toString() {
    String text = fingerprint.toString();
    return NAME + (text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...]");
  }

  /**
   * Writes the fingerprint as text, as it is not serializable itself.
   *
   * @return what travels in place of this marker
   * @throws ObjectStreamException never
   */
  @Serial
  private Object writeReplace() throws ObjectStreamException {
    return new Written(fingerprint.toString(), new ArrayList<>(parents));
  }

  /** What travels in place of a marker: only types that every JVM has. */
  private record Written(String fingerprint, ArrayList<Marker> parents) implements Serializable {
    @Serial
    private Object readResolve() throws ObjectStreamException {
      return new FingerprintMarker(Fingerprint.parse(fingerprint), parents);
    }
  }
}
