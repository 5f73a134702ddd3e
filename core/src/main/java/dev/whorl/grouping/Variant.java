package dev.whorl.grouping;

/**
 * One way to see an event: {@code app}, {@code system} or {@code default}.
 *
 * @param name its name
 * @param stream the texts that make its hash; none if it gives no hash
 * @param withTrace whether a stack trace is among what contributes
 */
record Variant(String name, ValueStream stream, boolean withTrace) {
  boolean contributes() {
    return !stream.isEmpty();
  }

  Variant withoutHash() {
    return new Variant(name, new ValueStream(), false);
  }
}
