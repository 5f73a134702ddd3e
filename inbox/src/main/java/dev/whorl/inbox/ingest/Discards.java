package dev.whorl.inbox.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whorl.inbox.payload.EventReader;
import dev.whorl.inbox.payload.UnreadableEventException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a client tells of error events that it discarded.
 *
 * @param events how many, by reason of the protocol; other reasons count as {@code other}
 */
public record Discards(Map<String, Long> events) {
  /** How many bytes a client report may have. */
  private static final int MOST_BYTES = 4096;

  /** As the protocol counts: in 32 bits. More is no number of events. */
  private static final long MOST = 0xFFFF_FFFFL;

  private static final EventReader READER = new EventReader();

  /** Totals by reason must not grow with inventions of clients. */
  private static final Set<String> REASONS =
      Set.of(
          "backpressure",
          "before_send",
          "buffer_overflow",
          "cache_overflow",
          "event_processor",
          "ignored",
          "insufficient_data",
          "internal_sdk_error",
          "invalid",
          "network_error",
          "queue_overflow",
          "ratelimit_backoff",
          "sample_rate",
          "send_error");

  /**
   * Copies the numbers.
   *
   * @param events as in the record
   */
  public Discards {
    events = Map.copyOf(events);
  }

  /**
   * Reads a client report. Only its entries of the category {@code error} count, as other
   * categories are of no event; an entry whose quantity is not a number of events is left out.
   *
   * @param payload the item of the envelope
   * @return the numbers, none if it tells of no event
   * @throws RefusedException if it is no client report; what came with it is not touched by that
   */
  public static Discards read(byte[] payload) throws RefusedException {
    if (payload.length > MOST_BYTES) {
      throw new RefusedException(
          Refusal.REPORT_TOO_LARGE, "The client report has more than " + MOST_BYTES + " bytes.");
    }
    JsonNode report;
    try {
      report = READER.read(payload);
    } catch (UnreadableEventException e) {
      throw new RefusedException(
          Refusal.BROKEN_REPORT, "The client report cannot be read: it is no JSON object.");
    }
    Map<String, Long> events = new TreeMap<>();
    for (JsonNode entry : report.path("discarded_events")) {
      JsonNode quantity = entry.path("quantity");
      boolean counts = quantity.isIntegralNumber() && quantity.canConvertToLong();
      long number = counts ? quantity.longValue() : 0;
      if (entry.path("category").asText("").equals("error") && number > 0 && number <= MOST) {
        String reason = entry.path("reason").asText("");
        events.merge(REASONS.contains(reason) ? reason : "other", number, Long::sum);
      }
    }
    return new Discards(events);
  }
}
