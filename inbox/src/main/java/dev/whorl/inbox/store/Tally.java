package dev.whorl.inbox.store;

/** What is counted beside stored events. */
public enum Tally {
  /** Events that were refused, by reason. */
  REJECTED,
  /** Items of envelopes that are not used, by type. */
  IGNORED_ITEM,
  /** Events that clients reported as lost, by their reason. */
  CLIENT_DISCARD
}
