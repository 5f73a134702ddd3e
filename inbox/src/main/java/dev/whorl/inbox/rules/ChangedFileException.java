package dev.whorl.inbox.rules;

/** A file is not what somebody who wants to replace it has read. */
public final class ChangedFileException extends Exception {
  private static final long serialVersionUID = 1L;

  ChangedFileException(String file) {
    super(
        file
            + " was changed or removed by others since it was read here, so it was left as it is."
            + " Keep your text elsewhere and read the file again",
        null,
        false,
        false);
  }
}
