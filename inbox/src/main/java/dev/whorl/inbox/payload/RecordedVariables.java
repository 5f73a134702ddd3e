package dev.whorl.inbox.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The variables of fingerprints that the log call resolves, as far as an event has recorded them:
 * <code>{{ mdc.KEY }}</code> is in the context {@code MDC} or, where it was made a tag, in the
 * tags. <code>{{ throwable.PROPERTY }}</code> needs the throwable itself; its value says so.
 */
public final class RecordedVariables implements Function<String, @Nullable String> {
  private static final String MDC = "mdc.";
  private static final String THROWABLE = "throwable.";

  private final JsonNode event;

  /**
   * Looks into an event.
   *
   * @param event the payload
   */
  public RecordedVariables(JsonNode event) {
    this.event = event;
  }

  /**
   * The value of a variable.
   *
   * @param name such as {@code mdc.tenant}
   * @return a placeholder where the event has no value; null if it is not one of these variables
   */
  @Override
  public @Nullable String apply(String name) {
    if (name.startsWith(MDC)) {
      String key = name.substring(MDC.length());
      String value = mdc(key);
      return isMissing(value) ? "<no-value-for-mdc-" + key + ">" : value;
    }
    return name.startsWith(THROWABLE)
        ? "<throwable-" + name.substring(THROWABLE.length()) + "-known-only-at-the-log-call>"
        : null;
  }

  private @Nullable String mdc(String key) {
    String value = EventFromJson.text(event.path("contexts").path("MDC"), key);
    return isMissing(value) ? EventFromJson.tags(event.path("tags")).get(key) : value;
  }

  private static boolean isMissing(@Nullable String value) {
    return value == null || value.isEmpty();
  }
}
