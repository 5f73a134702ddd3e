package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.Discarded;
import dev.whorl.protocol.EncodedEvent;
import org.jspecify.annotations.Nullable;

/** Sends one request and waits for the answer. Used by several threads at once. */
public interface Sender extends AutoCloseable {
  /**
   * Sends an event, a report of what was discarded, or both.
   *
   * @param event the event, null for a report alone
   * @param report the report that rides along, null if there is none
   * @return what became of it
   */
  Result send(@Nullable EncodedEvent event, @Nullable Discarded report);

  /** Does what is due from time to time. Called several times a second. */
  default void tick() {}

  /** Breaks off what is being sent; those calls return at once. */
  void cancel();

  /** Frees connections. */
  @Override
  void close();

  /** What became of a request. */
  sealed interface Result {
    /** The server has it. */
    record Delivered() implements Result {}

    /**
     * It may be sent again.
     *
     * @param reason how it is counted if it is given up
     * @param detail more about it, for people
     * @param pauseNanos how long the server wants to be left alone, 0 if it did not say
     */
    record Failed(DropReason reason, String detail, long pauseNanos) implements Result {}

    /**
     * It must not be sent again.
     *
     * @param reason how it is counted
     * @param detail more about it, for people
     * @param serverCounts whether the server counts this loss itself
     */
    record Refused(DropReason reason, String detail, boolean serverCounts) implements Result {}
  }
}
