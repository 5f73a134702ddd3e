package dev.whorl.inbox.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stored events, one after the other in the order of their arrival. */
public interface EventHistory {
  /**
   * How many stored events {@link #forEachEvent} would show.
   *
   * @param since only events that happened then or later; null for no limit
   * @param until only events that happened before; null for no limit
   * @return the number
   * @throws StoreException if the file cannot be read
   */
  long countEvents(@Nullable Instant since, @Nullable Instant until);

  /**
   * Shows the stored events in the order of their arrival. Those that arrive meanwhile are left
   * out; so may be those that the retention removes meanwhile.
   *
   * @param since only events that happened then or later; null for no limit
   * @param until only events that happened before; null for no limit
   * @param visitor sees them, and says when to stop; may take its time
   * @throws StoreException if the file cannot be read
   */
  void forEachEvent(@Nullable Instant since, @Nullable Instant until, EventVisitor visitor);
}
