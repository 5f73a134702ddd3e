package dev.whorl.inbox.preview;

import dev.whorl.inbox.store.EventHistory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The events of an inbox, or of its file, as the source of a preview.
 *
 * @param store has them
 * @param since only events that happened then or later; null for no limit
 * @param until only events that happened before; null for no limit
 */
public record StoredEvents(EventHistory store, @Nullable Instant since, @Nullable Instant until)
    implements EventSource {
  @Override
  public void visit(Visitor visitor) {
    store.forEachEvent(
        since,
        until,
        event -> visitor.event("event " + event.eventId(), event.size(), event::payload));
  }

  @Override
  public long total() {
    return store.countEvents(since, until);
  }
}
