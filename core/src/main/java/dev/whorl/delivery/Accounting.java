package dev.whorl.delivery;

import dev.whorl.event.DropReason;

/** Who keeps the books: told once about the end of each event. Called by any thread. */
public interface Accounting {
  /** An event arrived. */
  void delivered();

  /**
   * An event did not arrive.
   *
   * @param reason why
   * @param detail more about it, for people, such as the server's answer; may be empty
   */
  void dropped(DropReason reason, String detail);
}
