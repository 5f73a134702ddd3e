package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import org.jspecify.annotations.Nullable;

/** Takes events over from the worker. */
public interface Outbox extends AutoCloseable {
  /**
   * Takes an event over.
   *
   * @param event the event
   * @return null if it was taken; else why not
   */
  @Nullable Refusal put(EncodedEvent event);

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
