package dev.whorl.log4j2;

import dev.whorl.event.Snapshot;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.jspecify.annotations.Nullable;

/**
 * The thread context of a Log4j event, as a map that will not change. Nearly always it is what the
 * thread itself has, and that is immutable: to copy it cost an event with five entries 296 bytes,
 * and to have Log4j go through the event's own map, for which it sorts the keys, nearly as much.
 */
final class Log4jContext implements BiConsumer<String, @Nullable String> {
  /**
   * Log4j looks for a key by going through all of them, so to compare takes as many steps as there
   * are pairs: a call with 10,000 entries took 150 ms in place of 15.
   */
  static final int MOST_COMPARED = 32;

  private final ReadOnlyStringMap ofEvent;
  private boolean same = true;

  private Log4jContext(ReadOnlyStringMap ofEvent) {
    this.ofEvent = ofEvent;
  }

  /** With no value that is too long. */
  static Map<String, String> of(@Nullable ReadOnlyStringMap ofEvent) {
    if (ofEvent == null || ofEvent.isEmpty()) {
      return Map.of();
    }
    Map<String, String> ofThread = ThreadContext.getImmutableContext();
    if (ofThread.size() == ofEvent.size() && ofThread.size() <= MOST_COMPARED) {
      Log4jContext comparison = new Log4jContext(ofEvent);
      ofThread.forEach(comparison);
      if (comparison.same) {
        return ofThread;
      }
    }
    return Snapshot.mdc(ofEvent.toMap());
  }

  /** Compares an entry of the thread with the event's. */
  @Override
  public void accept(String key, @Nullable String value) {
    same =
        same
            && value != null
            && value.length() <= Snapshot.MAX_TEXT
            && value.equals(ofEvent.getValue(key));
  }
}
