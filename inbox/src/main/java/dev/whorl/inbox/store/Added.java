package dev.whorl.inbox.store;

/** What became of an event that was added. */
public enum Added {
  /** It is stored. */
  STORED,
  /** An event with its id is stored already, and stays as it is. */
  DUPLICATE
}
