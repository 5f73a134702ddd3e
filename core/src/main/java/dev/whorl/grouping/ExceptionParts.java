package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What of one exception enters a group: its type, and its stack trace or else its message. */
final class ExceptionParts {
  private final @Nullable String type;
  private final @Nullable String message;
  private final TraceParts trace;
  private @Nullable String value;

  ExceptionParts(ThrownFacts exception, TraceParts trace) {
    String sent = exception.type();
    type = sent == null || sent.isEmpty() || exception.synthetic() ? null : sent;
    message = exception.value();
    this.trace = trace;
  }

  /** Without frames an exception stands in the variant app only. */
  boolean has(boolean app) {
    return app || !trace.isEmpty();
  }

  boolean traceContributes(boolean app) {
    return trace.selection(app).contributes();
  }

  void addTo(List<String> stream, boolean app) {
    if (type != null) {
      stream.add(type);
    }
    if (traceContributes(app)) {
      trace.addTo(stream, app);
    } else if (!value().isEmpty()) {
      stream.add(value());
    }
  }

  /**
   * The message with what varies replaced, empty if there is none; where a trace counts nobody
   * asks.
   */
  private String value() {
    String known = value;
    if (known == null) {
      known = message == null ? "" : MessageTemplate.of(MessageTemplate.trim(message));
      value = known;
    }
    return known;
  }

  boolean isLike(ExceptionParts other) {
    return Objects.equals(type, other.type)
        && value().equals(other.value())
        && trace.isLike(other.trace);
  }
}
