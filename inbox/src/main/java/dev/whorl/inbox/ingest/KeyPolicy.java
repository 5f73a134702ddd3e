package dev.whorl.inbox.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Which keys let a client in. Immutable. */
public final class KeyPolicy {
  private final @Nullable String required;

  private KeyPolicy(@Nullable String required) {
    this.required = required;
  }

  /**
   * Every key lets in, but there must be one: without it no server would take the request either.
   *
   * @return the policy
   */
  public static KeyPolicy any() {
    return new KeyPolicy(null);
  }

  /**
   * One key lets in.
   *
   * @param key the key, as in the DSN
   * @return the policy
   * @throws IllegalArgumentException if it is blank
   */
  public static KeyPolicy only(String key) {
    if (key.isBlank()) {
      throw new IllegalArgumentException("The key is blank; give one that clients can send.");
    }
    return new KeyPolicy(key);
  }

  /**
   * Refuses a request without a key that lets in.
   *
   * @param key the key that {@link Authorization} found; null if there is none
   * @throws RefusedException if it does not let in
   */
  public void check(@Nullable String key) throws RefusedException {
    if (key == null) {
      throw new RefusedException(
          Refusal.NO_KEY,
          "The request brings no key; send it as sentry_key in X-Sentry-Auth or in the query.");
    }
    // In a time that does not tell how much of it is right.
    if (required != null && !MessageDigest.isEqual(bytes(required), bytes(key))) {
      throw new RefusedException(
          Refusal.WRONG_KEY,
          "The key is not that of this inbox; use the DSN that it prints when it starts.");
    }
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
