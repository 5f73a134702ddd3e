package dev.whorl.inbox.ingest;

import java.util.Locale;

/** Why something that was sent is not taken. */
public enum Refusal {
  /** {@code Content-Encoding} names an encoding that is not read. */
  UNKNOWN_ENCODING(415),
  /** The body is not what {@code Content-Encoding} says, or ends too early. */
  BROKEN_ENCODING(400),
  /** The body is too large, as it was sent or decompressed. */
  BODY_TOO_LARGE(413),
  /** Nothing was sent, or an envelope without items. */
  EMPTY(400),
  /** The bytes are no envelope. */
  BROKEN_ENVELOPE(400),
  /** The envelope has more items than are read. */
  TOO_MANY_ITEMS(413),
  /** The event is larger than an event may be. */
  EVENT_TOO_LARGE(413),
  /** The client report is larger than one may be. */
  REPORT_TOO_LARGE(413),
  /** The event is not a JSON object, or one that is nested too deep. */
  BROKEN_EVENT(400),
  /** The client report is not one. */
  BROKEN_REPORT(400),
  /** The event has an id that is none, or none where it must have one. */
  BAD_EVENT_ID(400),
  /** A form of older clients that is not read. */
  OLD_FORM(400),
  /** No key was sent. */
  NO_KEY(403),
  /** Two keys were sent that differ. */
  KEYS_DIFFER(403),
  /** The key is not the one that is required. */
  WRONG_KEY(403),
  /** Other bodies have all memory that there is for them; nothing is wrong with this one. */
  BUSY(503);

  private final int status;
  private final String label = name().toLowerCase(Locale.ROOT);

  Refusal(int status) {
    this.status = status;
  }

  /**
   * The HTTP status that tells a client.
   *
   * @return 400, 403, 413, 415 or 503
   */
  public int status() {
    return status;
  }

  /**
   * The reason as it appears in totals.
   *
   * @return for example {@code broken_envelope}
   */
  public String label() {
    return label;
  }
}
