package dev.whorl.inbox.ingest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the key that a request brings: in a header, in its query or in its envelope. */
public final class Authorization {
  private static final Pattern SCHEME = Pattern.compile("\\s*Sentry\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern PAIR = Pattern.compile("([A-Za-z_]+)\\s*=\\s*\"?([^\\s,\"]*)\"?");

  /** Longer ones have no key in them that anyone means. */
  private static final int LONGEST_HEADER = 4096;

  private Authorization() {}

  /**
   * The key of a request. Where it is given more than once it must be the same.
   *
   * @param header the header {@code X-Sentry-Auth}, null if there is none
   * @param queryKey the parameter {@code sentry_key} of the query, null if there is none
   * @param envelopeKey the key of the DSN in the envelope, null if there is none
   * @return the key, not empty; null if there is none
   * @throws RefusedException if two keys differ
   */
  public static @Nullable String key(
      @Nullable String header, @Nullable String queryKey, @Nullable String envelopeKey)
      throws RefusedException {
    Set<String> keys = new LinkedHashSet<>(inHeader(header));
    Stream.of(Optional.ofNullable(queryKey), Optional.ofNullable(envelopeKey))
        .flatMap(Optional::stream)
        .filter(key -> !key.isBlank())
        .forEach(keys::add);
    if (keys.size() > 1) {
      throw new RefusedException(
          Refusal.KEYS_DIFFER,
          "The request brings different keys; X-Sentry-Auth, sentry_key in the query and the dsn of"
              + " the envelope must agree.");
    }
    return keys.isEmpty() ? null : keys.iterator().next();
  }

  private static List<String> inHeader(@Nullable String header) {
    List<String> keys = new ArrayList<>();
    if (header == null || header.length() > LONGEST_HEADER) {
      return keys;
    }
    Matcher scheme = SCHEME.matcher(header);
    Matcher pair = PAIR.matcher(scheme.lookingAt() ? header.substring(scheme.end()) : header);
    while (pair.find()) {
      if (pair.group(1).toLowerCase(Locale.ROOT).equals("sentry_key") && !pair.group(2).isEmpty()) {
        keys.add(pair.group(2));
      }
    }
    return keys;
  }
}
