package dev.whorl.inbox.cli;

/** Input that cannot be used; the message says to a user why, and what to do. */
final class BadInputException extends Exception {
  private static final long serialVersionUID = 1L;

  BadInputException(String message) {
    super(message, null, false, false);
  }

  /** The message, which is always there. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
