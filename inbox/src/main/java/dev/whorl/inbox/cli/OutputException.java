package dev.whorl.inbox.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Standard output takes nothing more. */
final class OutputException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  OutputException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
