package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import org.jspecify.annotations.Nullable;

/** Sends one event and waits for the answer. Used by several threads at once. */
public interface Sender extends AutoCloseable {
  /**
   * Sends an event.
   *
   * @param event the event
   * @return what became of it
   */
  Result send(EncodedEvent event);

  /** Breaks off what is being sent; those calls return at once. */
  void cancel();

  /** Frees connections. */
  @Override
  void close();

  /**
   * What became of an event.
   *
   * @param dropped null if it was delivered, else why not
   * @param detail more about it, for people; may be empty
   */
  record Result(@Nullable DropReason dropped, String detail) {
    /** The server has it. */
    static final Result DELIVERED = new Result(null, "");
  }
}
