package dev.whorl.contract;

import java.util.List;

/** A marker of a log call, in no library's terms. */
public sealed interface MarkerSpec {
  /**
   * The markers it refers to (SLF4J) or has as parents (Log4j).
   *
   * @return may be empty
   */
  List<MarkerSpec> references();

  /**
   * Any program's own marker.
   *
   * @param name its name
   * @param references what it refers to
   */
  record Named(String name, List<MarkerSpec> references) implements MarkerSpec {}

  /**
   * A marker of Whorl.
   *
   * @param parts the fingerprint
   * @param references what it refers to
   */
  record WithFingerprint(List<Object> parts, List<MarkerSpec> references) implements MarkerSpec {}

  /**
   * Two markers that refer to each other.
   *
   * @param name the name of the first
   * @param other the name of the second
   */
  record Circle(String name, String other) implements MarkerSpec {
    @Override
    public List<MarkerSpec> references() {
      return List.of();
    }
  }

  /** A program's own marker. */
  static MarkerSpec named(String name, MarkerSpec... references) {
    return new Named(name, List.of(references));
  }

  /** A marker of Whorl. */
  static MarkerSpec fingerprint(Object... parts) {
    return new WithFingerprint(List.of(parts), List.of());
  }
}
