package dev.whorl.inbox.store;

/** The store has too much to do at the moment: ask again later. Nothing was stored. */
public final class BusyException extends StoreException {
  private static final long serialVersionUID = 1L;

  BusyException(String message) {
    super(message);
  }
}
