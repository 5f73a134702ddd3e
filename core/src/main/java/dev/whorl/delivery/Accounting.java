package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;

/** Who keeps the books: told once about the end of each event. Called by any thread. */
public interface Accounting {
  /** An event arrived. */
  void delivered();

  /**
   * Events did not arrive.
   *
   * @param reason why
   * @param events how many, 1 or more
   * @param detail more about it, for people, such as the server's answer; may be empty
   */
  void dropped(DropReason reason, long events, String detail);

  /**
   * An event that had been encoded did not arrive. What it was to carry is still to be told.
   *
   * @param event the event
   * @param reason why
   * @param detail more about it, for people; may be empty
   * @param serverCounts whether the server counted this loss itself, so that it needs no report
   */
  void lost(EncodedEvent event, DropReason reason, String detail, boolean serverCounts);

  /** An attempt failed and will be made again. */
  void retried();

  /**
   * A request ended, well or not.
   *
   * @param nanos how long it took
   */
  void requestTook(long nanos);

  /**
   * Something is wrong, and events go on another way for the moment.
   *
   * @param trouble which kind, for thinning out
   * @param message a sentence
   */
  void trouble(String trouble, String message);

  /**
   * What was wrong is well again.
   *
   * @param message a sentence
   */
  void relief(String message);
}
