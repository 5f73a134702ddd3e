package dev.whorl;

import dev.whorl.event.Breadcrumb;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.Fingerprint;
import dev.whorl.event.LogMessage;
import dev.whorl.event.StackFrame;
import dev.whorl.event.ThrownException;
import dev.whorl.event.User;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how much memory an event holds. Rather too much than too little: texts that events
 * share, such as the names of classes, count for each. What a hook put in as an object of its own
 * cannot be known.
 */
final class EventWeight {
  private static final long EVENT = 512;
  private static final long OBJECT = 48;
  private static final int MAX_DEPTH = 8;

  private EventWeight() {}

  /** In bytes. */
  static long of(ErrorEvent event) {
    long weight = EVENT;
    weight += text(event.logger()) + text(event.threadName());
    weight += text(event.environment()) + text(event.release()) + text(event.dist());
    weight += text(event.serverName());
    weight += message(event.message());
    for (ThrownException exception : event.exceptions()) {
      weight += exception(exception);
    }
    weight += value(event.tags(), MAX_DEPTH);
    weight += value(event.contexts(), MAX_DEPTH);
    for (Breadcrumb breadcrumb : event.breadcrumbs()) {
      weight += 2 * OBJECT + text(breadcrumb.category()) + text(breadcrumb.message());
    }
    User user = event.user();
    if (user != null) {
      weight += OBJECT + text(user.id()) + text(user.email());
      weight += text(user.username()) + text(user.ipAddress());
    }
    Fingerprint fingerprint = event.fingerprint();
    return weight + (fingerprint == null ? 0 : value(fingerprint.parts(), MAX_DEPTH));
  }

  private static long message(@Nullable LogMessage message) {
    return message == null
        ? 0
        : OBJECT
            + text(message.template())
            + text(message.formatted())
            + value(message.params(), MAX_DEPTH);
  }

  private static long exception(ThrownException exception) {
    long weight = 3 * OBJECT;
    weight += text(exception.type()) + text(exception.value()) + text(exception.module());
    for (StackFrame frame : exception.frames()) {
      weight += OBJECT + text(frame.module()) + text(frame.function()) + text(frame.filename());
    }
    return weight;
  }

  private static long value(@Nullable Object value, int depth) {
    if (value instanceof String text) {
      return text(text);
    }
    long weight = OBJECT;
    if (depth > 0 && value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        weight += OBJECT + value(entry.getKey(), depth - 1) + value(entry.getValue(), depth - 1);
      }
    } else if (depth > 0 && value instanceof Collection<?> elements) {
      for (Object element : elements) {
        weight += value(element, depth - 1);
      }
    }
    return weight;
  }

  private static long text(@Nullable String text) {
    return text == null ? 0 : OBJECT + text.length();
  }
}
