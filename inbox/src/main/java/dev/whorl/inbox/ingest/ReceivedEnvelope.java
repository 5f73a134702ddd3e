package dev.whorl.inbox.ingest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is of use of an envelope, and what else was in it.
 *
 * @param eventId the id in the header, 32 lower-case hexadecimal digits; null if there is none
 * @param key the public key of the header's DSN; null if there is none
 * @param sdk the client as the header names it, for example {@code sentry.java/8.62.0}, printable
 *     and of at most 100 characters; null if the header does not say
 * @param event the payload of the event, not to be changed; null if there is none
 * @param clientReports the payloads of client reports, as they were sent
 * @param ignored how many items of other types there were, by type; those of types that no client
 *     is known to send count as {@code other}
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record ReceivedEnvelope(
    @Nullable String eventId,
    @Nullable String key,
    @Nullable String sdk,
    byte @Nullable [] event,
    List<byte[]> clientReports,
    Map<String, Integer> ignored) {
  /**
   * Copies the lists.
   *
   * @param eventId as in the record
   * @param key as in the record
   * @param sdk as in the record
   * @param event as in the record
   * @param clientReports as in the record
   * @param ignored as in the record
   */
  public ReceivedEnvelope {
    clientReports = List.copyOf(clientReports);
    ignored = Map.copyOf(ignored);
  }

  /** Shows no payload and no key. */
  @Override
  public String toString() {
    return "envelope of "
        + (event == null ? "no event" : "event " + eventId)
        + ", "
        + clientReports.size()
        + " client reports and "
        + ignored;
  }
}
