package dev.whorl.grouping;

import dev.whorl.grouping.facts.GroupableEvent.ThrownFacts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of one exception enters a group: its type, and its stack trace or else its message.
 *
 * @param type null if it does not count
 * @param value the message with what varies replaced; null if there is none
 * @param trace its stack trace; may be without frames
 */
record ExceptionParts(@Nullable String type, @Nullable String value, TraceParts trace) {

  static ExceptionParts of(ThrownFacts exception, TraceParts trace) {
    String type = exception.type();
    String value =
        exception.value() == null
            ? ""
            : MessageTemplate.of(MessageTemplate.trim(exception.value()));
    return new ExceptionParts(
        type == null || type.isEmpty() || exception.synthetic() ? null : type,
        value.isEmpty() ? null : value,
        trace);
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
      stream.addAll(trace.stream(app));
    } else if (value != null) {
      stream.add(value);
    }
  }

  boolean isLike(ExceptionParts other) {
    return Objects.equals(type, other.type)
        && Objects.equals(value, other.value)
        && trace.isLike(other.trace);
  }
}
