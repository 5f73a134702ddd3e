package dev.whorl.inbox.payload;

/** What should be an event is none; the message says to a user why, and what to do. */
public final class UnreadableEventException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableEventException(String reason) {
    super(reason, null, false, false);
  }

  /**
   * Why it cannot be read.
   *
   * @return the message, which is always there
   */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
