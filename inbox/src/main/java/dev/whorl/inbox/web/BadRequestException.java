package dev.whorl.inbox.web;

/** A request that cannot be answered as it is; the message says to people what to change. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what is wrong, with the value and what it may be
   */
  public BadRequestException(String message) {
    super(message, null, false, false);
  }
}
