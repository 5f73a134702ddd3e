package dev.whorl.grouping.rules;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One fingerprint rule.
 *
 * @param line the line it begins on, from 1
 * @param matchers all of which must match
 * @param fingerprint what replaces the event's fingerprint; empty for the default grouping, where
 *     the rule only gives a title
 * @param attributes {@code title} or nothing
 * @param text the canonical text, such as {@code type:"X" -> "ab" title="T"}, as a server shows it:
 *     with the values in one pair of quotes
 */
public record FingerprintRule(
    int line,
    List<Matcher> matchers,
    List<String> fingerprint,
    Map<String, String> attributes,
    String text) {
  /** Copies the collections. */
  public FingerprintRule {
    matchers = List.copyOf(matchers);
    fingerprint = List.copyOf(fingerprint);
    attributes = Map.copyOf(attributes);
  }

  static FingerprintRule of(
      int line, List<Matcher> matchers, List<String> fingerprint, Map<String, String> attributes) {
    StringBuilder text =
        new StringBuilder(
            matchers.stream().map(Matcher::text).collect(Collectors.joining(" ", "", " ->")));
    if (!fingerprint.isEmpty()) {
      text.append(' ').append(QuotedText.write(String.join("", fingerprint)));
    }
    new TreeMap<>(attributes)
        .forEach(
            (name, value) ->
                text.append(' ').append(name).append('=').append(QuotedText.write(value)));
    return new FingerprintRule(line, matchers, fingerprint, attributes, text.toString());
  }
}
