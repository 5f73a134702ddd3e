package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What of one exception enters a group: its type, and its stack trace or else its message. */
final class ExceptionParts {
  private final ThrownFacts exception;
  private final @Nullable String type;
  private final TraceParts trace;
  private @Nullable String value;

  ExceptionParts(ThrownFacts exception, TraceParts trace) {
    this.exception = exception;
    String sent = exception.type();
    type = sent == null || sent.isEmpty() || exception.synthetic() ? null : sent;
    this.trace = trace;
  }

  ThrownFacts exception() {
    return exception;
  }

  /** The type as it enters, null if it does not. */
  @Nullable String type() {
    return type;
  }

  TraceParts trace() {
    return trace;
  }

  /** Without frames an exception stands in the variant app only. */
  boolean has(boolean app) {
    return app || !trace.isEmpty();
  }

  boolean traceContributes(boolean app) {
    return trace.selection(app).contributes();
  }

  void addTo(ValueStream stream, boolean app) {
    if (type != null) {
      stream.add(type);
    }
    if (traceContributes(app)) {
      stream.add(trace.selection(app).values());
    } else if (!value().isEmpty()) {
      stream.add(value());
    }
  }

  /**
   * The message with what varies replaced, empty if there is none; where a trace counts nobody
   * asks.
   */
  String value() {
    String known = value;
    if (known == null) {
      String message = exception.value();
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
