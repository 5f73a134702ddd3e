package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;

/** An event on its way out, with what was tried so far. Used by one thread at a time. */
final class Parcel {
  private final EncodedEvent event;
  private final Accounting accounting;
  private final Store store;
  private boolean settled;
  private int attempts;
  private long firstAttempt;
  private long notBefore;
  private DropReason lastReason = DropReason.CLOSED;
  private String lastDetail = "";

  /** Where a parcel came from. */
  interface Store {
    /** Frees the room of a parcel whose fate is known. */
    void ended(Parcel parcel);

    /** Whether what is not sent stays where it is when the process ends. */
    boolean outlivesProcess();
  }

  Parcel(EncodedEvent event, Accounting accounting, Store store) {
    this.event = event;
    this.accounting = accounting;
    this.store = store;
  }

  EncodedEvent event() {
    return event;
  }

  /** Told the end: the books of this run, or those of events from earlier ones. */
  Accounting accounting() {
    return accounting;
  }

  void ended() {
    store.ended(this);
  }

  /** Whether it is in memory only as long as it is handed out. */
  boolean takesExtraMemory() {
    return store instanceof Spool.Place;
  }

  /** Somebody has it in hand, and owes it an end. */
  void takeUp() {
    settled = false;
  }

  /** It is in the books, or put where it waits. */
  void settle() {
    settled = true;
  }

  boolean isSettled() {
    return settled;
  }

  boolean outlivesProcess() {
    return store.outlivesProcess();
  }

  /** Counts an attempt that failed at a time of the monotonic clock. */
  void failed(long now) {
    if (attempts == 0) {
      firstAttempt = now;
    }
    attempts++;
  }

  int attempts() {
    return attempts;
  }

  /** When the first attempt failed, by the monotonic clock. */
  long firstAttempt() {
    return firstAttempt;
  }

  /** Tried again, but not before this time; if that never comes, it is lost for this reason. */
  void postpone(long until, DropReason reason, String detail) {
    notBefore = until;
    lastReason = reason;
    lastDetail = detail;
  }

  /** Why the last try failed; {@link DropReason#CLOSED} if there was none. */
  DropReason lastReason() {
    return lastReason;
  }

  String lastDetail() {
    return lastDetail;
  }

  /** Whose turn comes first; by the difference, as the clock may wrap around. */
  static int compareTurns(Parcel one, Parcel other) {
    return Long.signum(one.notBefore - other.notBefore);
  }

  /** How long it has still to wait, 0 or less if it may be tried. */
  long nanosToWait(long now) {
    return notBefore - now;
  }
}
