package dev.whorl.grouping;

import java.util.List;

/**
 * One way to see an event: {@code app}, {@code system} or {@code default}.
 *
 * @param name its name
 * @param stream the texts that make its hash, in order; none if it gives no hash
 * @param withTrace whether a stack trace is among what contributes
 */
record Variant(String name, List<String> stream, boolean withTrace) {
  boolean contributes() {
    return !stream.isEmpty();
  }

  Variant withoutHash() {
    return new Variant(name, List.of(), false);
  }

  String hash() {
    return GroupHash.of(stream);
  }
}
