package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import org.jspecify.annotations.Nullable;

/** Takes events over from the worker and hands them out to be sent. */
public interface Outbox extends AutoCloseable {
  /**
   * Takes an event over.
   *
   * @param event the event
   * @return null if it was taken; else why not
   */
  @Nullable Refusal put(EncodedEvent event);

  /**
   * How many events of this run were taken over and are neither delivered nor dropped.
   *
   * @return 0 or more
   */
  long waiting();

  /**
   * Whether it keeps events in memory, so that they had better be small.
   *
   * @return false if it writes them down as they are
   */
  default boolean wantsPacked() {
    return false;
  }

  /** Does what is due from time to time. Called by the worker, several times a second. */
  default void tick() {}

  /** Takes nothing more. */
  @Override
  void close();

  /**
   * Why an event was not taken.
   *
   * @param reason how it is counted
   * @param detail more about it, for people; may be empty
   */
  record Refusal(DropReason reason, String detail) {}
}
