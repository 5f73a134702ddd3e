package dev.whorl;

import dev.whorl.event.ErrorEvent;
import dev.whorl.grouping.Grouper;
import dev.whorl.grouping.facts.GroupableEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Says why an event is in its group, in words for people. Of use in tests and tools; an appender
 * needs none. Thread-safe.
 */
public final class GroupExplainer {
  private final Grouper grouper;

  /**
   * Makes an explainer.
   *
   * @param stackTraceRules as the setting {@code stackTraceRules} names them; null for none
   * @throws UncheckedIOException if they cannot be read
   * @throws IllegalArgumentException if they are not valid; says what is wrong, and where
   */
  public GroupExplainer(@Nullable String stackTraceRules) {
    try {
      grouper =
          RuleSource.grouper(
              null, stackTraceRules == null ? null : new RuleSource(stackTraceRules));
    } catch (IOException e) {
      throw new UncheckedIOException("stackTraceRules=" + stackTraceRules, e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "stackTraceRules=" + stackTraceRules + " are not valid: " + e.getMessage(), e);
    }
  }

  /**
   * Explains the group of an event.
   *
   * @param event as it is sent: rules have acted on its fingerprint, and its variables are resolved
   * @return several lines: the title, the fingerprint and the hash, then each part of the event,
   *     after a plus if it entered the hash, after a minus if it did not, and why
   */
  public String explain(ErrorEvent event) {
    return grouper.explain(GroupableEvent.of(event, GroupableEvent::trace), name -> null).toText();
  }
}
