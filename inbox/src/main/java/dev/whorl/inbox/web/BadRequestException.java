package dev.whorl.inbox.web;

/** A request that cannot be answered as it is; the message says to people what to change. */
final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadRequestException(String message) {
    super(message, null, false, false);
  }
}
