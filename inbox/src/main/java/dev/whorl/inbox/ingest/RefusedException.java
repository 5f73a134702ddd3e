package dev.whorl.inbox.ingest;

/** What was sent is not taken; the message says to a person why, and holds no key. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  private final Refusal refusal;

  RefusedException(Refusal refusal, String reason) {
    super(reason, null, false, false);
    this.refusal = refusal;
  }

  /**
   * Why, for programs and totals.
   *
   * @return one of the few reasons
   */
  public Refusal refusal() {
    return refusal;
  }

  /**
   * Why, for people.
   *
   * @return a sentence, which is always there
   */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /**
   * The HTTP status of the answer.
   *
   * @return that of the refusal
   */
  public int status() {
    return refusal.status();
  }
}
