package dev.whorl.protocol;

/**
 * An event as JSON.
 *
 * @param eventId the event's id
 * @param json the payload, UTF-8, one line without a line break; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record EncodedEvent(String eventId, byte[] json) {
  /**
   * How much memory it takes.
   *
   * @return the payload's length in bytes
   */
  public int bytes() {
    return json.length;
  }
}
