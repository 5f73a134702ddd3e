package dev.whorl.inbox.store;

import org.jspecify.annotations.Nullable;

/** The file of the inbox cannot be opened, read or written; the message says which and why. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String message) {
    this(message, null);
  }

  StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
