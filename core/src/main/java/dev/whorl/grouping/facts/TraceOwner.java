package dev.whorl.grouping.facts;

import org.jspecify.annotations.Nullable;

/**
 * Whose stack trace it is, since rules may ask.
 *
 * @param type the type of the exception; null for a thread's trace
 * @param value its message
 * @param mechanism the type of its mechanism
 * @param platform the event's platform
 */
public record TraceOwner(
    @Nullable String type, @Nullable String value, @Nullable String mechanism, String platform) {
  /**
   * The owner of a trace that no exception has.
   *
   * @param platform the event's platform
   * @return an owner of whom nothing else is known
   */
  public static TraceOwner none(String platform) {
    return new TraceOwner(null, null, null, platform);
  }
}
