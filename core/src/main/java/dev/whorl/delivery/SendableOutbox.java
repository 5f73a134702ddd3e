package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import org.jspecify.annotations.Nullable;

/** The far side of an outbox, where the senders take events. */
public interface SendableOutbox extends Outbox {
  /**
   * Hands out an event; does not wait.
   *
   * @return null if there is none for the moment
   */
  @Nullable Parcel poll();

  /**
   * Says when there may be something to hand out.
   *
   * @param action run by whoever puts an event, without a lock held
   */
  void onArrival(Runnable action);

  /**
   * Whether what is not sent stays where it is when the process ends.
   *
   * @return false if it must be sent before
   */
  boolean outlivesProcess();

  /**
   * Gives up what nobody has begun to send and what no file keeps.
   *
   * @param reason how it is counted
   * @return how many events these were
   */
  int abandon(DropReason reason);

  /**
   * Puts an event where it outlives the process, if that is possible soon.
   *
   * @param event the event, handed out before
   * @return false if it is nowhere now but in memory
   */
  boolean keep(EncodedEvent event);

  /** Says that something arrived. It is stored by then, so a failure here must not undo that. */
  static void tell(Runnable arrival) {
    try {
      arrival.run();
    } catch (Throwable e) {
      // Senders look by themselves each second.
    }
  }
}
