package dev.whorl.logback;

import dev.whorl.MarkerReading;
import dev.whorl.event.Fingerprint;
import java.io.ObjectStreamException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * A marker that carries a fingerprint. Immutable, equal to another with the same fingerprint and
 * companions, and never known to a marker factory: a new one for each log call leaves nothing
 * behind.
 */
@SuppressWarnings(
    "deprecation") // SLF4J discourages references; a marker still has to have the methods.
public final class FingerprintMarker implements Marker {
  /** The name of every fingerprint marker. */
  public static final String NAME = MarkerReading.FINGERPRINT;

  private static final long serialVersionUID = 1;
  private static final int MAX_SHOWN = 100;

  private final transient Fingerprint fingerprint;
  private final transient List<Marker> companions;

  FingerprintMarker(Fingerprint fingerprint, List<Marker> companions) {
    this.fingerprint = fingerprint;
    this.companions = List.copyOf(companions);
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
   * This marker together with others, for log calls that take only one.
   *
   * @param others markers that the log call has as well
   * @return a new marker that refers to them
   */
  public FingerprintMarker and(Marker... others) {
    List<Marker> all = new ArrayList<>(companions);
    all.addAll(List.of(others));
    return new FingerprintMarker(fingerprint, all);
  }

  @Override
  public String getName() {
    return NAME;
  }

  /** Not possible, since a marker that many log calls share would then grow for ever. */
  @Override
  public void add(Marker reference) {
    throw new UnsupportedOperationException(
        "A fingerprint marker is immutable; marker.and(other) makes a new one.");
  }

  @Override
  public boolean remove(Marker reference) {
    return false;
  }

  /** SLF4J's older name of {@link #hasReferences()}. */
  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  public boolean hasChildren() {
    return hasReferences();
  }

  @Override
  public boolean hasReferences() {
    return !companions.isEmpty();
  }

  @Override
  public Iterator<Marker> iterator() {
    return Collections.unmodifiableList(companions).iterator();
  }

  @Override
  public boolean contains(Marker other) {
    return equals(other) || companions.stream().anyMatch(companion -> companion.contains(other));
  }

  @Override
  public boolean contains(String name) {
    return NAME.equals(name) || companions.stream().anyMatch(companion -> companion.contains(name));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FingerprintMarker that
        && fingerprint.equals(that.fingerprint)
        && companions.equals(that.companions);
  }

  @Override
  public int hashCode() {
    return 31 * fingerprint.hashCode() + companions.hashCode();
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
    return new Written(fingerprint.toString(), new ArrayList<>(companions));
  }

  /** What travels in place of a marker: only types that every JVM has. */
  private record Written(String fingerprint, ArrayList<Marker> companions)
      implements java.io.Serializable {
    @Serial
    private Object readResolve() throws ObjectStreamException {
      return new FingerprintMarker(Fingerprint.parse(fingerprint), companions);
    }
  }
}
