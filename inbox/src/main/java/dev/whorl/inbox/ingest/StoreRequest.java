package dev.whorl.inbox.ingest;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the body of a request of older clients, to {@code /store/}: one event as JSON. */
public final class StoreRequest {
  private StoreRequest() {}

  /**
   * Reads an event.
   *
   * @param body the decoded body; kept, not to be changed
   * @return the event, with a new id if it has none
   * @throws RefusedException if it is not an event as JSON
   */
  public static ReceivedEvent read(byte[] body) throws RefusedException {
    int begin = 0;
    while (begin < body.length && isBlank(body[begin])) {
      begin++;
    }
    if (begin == body.length) {
      throw new RefusedException(Refusal.EMPTY, "The body is empty; send an event as JSON.");
    }
    if (isOldForm(body, begin)) {
      throw new RefusedException(
          Refusal.OLD_FORM,
          "The body is in a compressed form of older clients, which is not read; send the event as"
              + " JSON, compressed if you like by Content-Encoding: gzip.");
    }
    JsonNode payload = ReceivedEvent.read(body);
    String id = EventId.in(payload);
    return new ReceivedEvent(id == null ? EventId.random() : id, payload, body);
  }

  /** Base64 of zlib begins with "eJ" or another "e", zlib itself with an x. */
  private static boolean isOldForm(byte[] body, int begin) {
    return body[begin] == 'e' || body[begin] == 'x';
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
