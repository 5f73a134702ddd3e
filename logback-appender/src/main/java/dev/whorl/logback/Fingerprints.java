package dev.whorl.logback;

import dev.whorl.event.Fingerprint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a log call uses to say how its event is grouped. A part may be anything that has a text;
 * null and empty ones are dropped. The part <code>{{ default }}</code> stands for the default
 * grouping, so it extends that; without it the fingerprint overrides it.
 */
public final class Fingerprints {
  /**
   * The MDC entry that a fingerprint is read from, unless the setting {@code fingerprintKey} names
   * another.
   */
  public static final String KEY = "fingerprint";

  private Fingerprints() {}

  /**
   * Makes a marker for one log call.
   *
   * @param parts the fingerprint
   * @return a new marker
   */
  public static FingerprintMarker marker(@Nullable Object @Nullable ... parts) {
    return new FingerprintMarker(Fingerprint.of(parts), List.of());
  }

  /**
   * Sets the fingerprint of all log calls of this thread until the scope is closed.
   *
   * <pre>{@code
   * try (var scope = Fingerprints.scope("POST", path, status)) {
   *   log.error("Order failed", e);
   * }
   * }</pre>
   *
   * @param parts the fingerprint; without any part the MDC stays as it is
   * @return closes by restoring what was there before
   */
  public static Scope scope(@Nullable Object @Nullable ... parts) {
    return scopeUnder(KEY, parts);
  }

  /**
   * Like {@link #scope}, for an appender whose {@code fingerprintKey} is another.
   *
   * @param key the MDC entry
   * @param parts the fingerprint; without any part the MDC stays as it is
   * @return closes by restoring what was there before
   */
  public static Scope scopeUnder(String key, @Nullable Object @Nullable ... parts) {
    Fingerprint fingerprint = Fingerprint.of(parts);
    if (fingerprint.isEmpty()) {
      return () -> {};
    }
    String before = MDC.get(key);
    MDC.put(key, fingerprint.toString());
    return () -> {
      if (before == null) {
        MDC.remove(key);
      } else {
        MDC.put(key, before);
      }
    };
  }

  /** A time during which the log calls of a thread have a fingerprint. */
  @FunctionalInterface
  public interface Scope extends AutoCloseable {
    /** Restores what was there before. To be called on the thread that opened the scope. */
    @Override
    void close();
  }
}
