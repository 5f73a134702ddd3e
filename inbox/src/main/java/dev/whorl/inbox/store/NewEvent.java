package dev.whorl.inbox.store;

import dev.whorl.inbox.payload.EventDigest;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event to store.
 *
 * @param eventId 32 lower-case hexadecimal digits
 * @param received when it arrived
 * @param source where it came from, for the totals; a few different ones
 * @param digest what lists and groups need to know of it; must have a hash
 * @param payload the event as it was sent; not copied, so leave it as it is
 * @param searchText what the search finds it by; only the beginning of a very long one counts
 * @param position how far the file that it comes from has been read with it; null if it comes from
 *     none
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; a copy of each payload costs.
public record NewEvent(
    String eventId,
    Instant received,
    String source,
    EventDigest digest,
    byte[] payload,
    String searchText,
    @Nullable FilePosition position) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  /**
   * Checks what is given.
   *
   * @param eventId 32 lower-case hexadecimal digits
   * @param received when it arrived
   * @param source where it came from, for the totals; a few different ones
   * @param digest what lists and groups need to know of it; must have a hash
   * @param payload the event as it was sent; not copied, so leave it as it is
   * @param searchText what the search finds it by; only the beginning of a very long one counts
   * @param position how far the file that it comes from has been read with it; null if it comes
   *     from none
   * @throws IllegalArgumentException if the id has another form or there is no hash
   */
  public NewEvent {
    if (!ID.matcher(eventId).matches()) {
      throw new IllegalArgumentException(
          "event_id is \"" + eventId + "\": it must be 32 lower-case hexadecimal digits");
    }
    if (digest.hashes().isEmpty()) {
      throw new IllegalArgumentException("event " + eventId + " has no hash to group it by");
    }
  }
}
