package dev.whorl.inbox.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.whorl.protocol.Dsn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Splits an envelope: a header on a line, then for each item a header on a line and a payload,
 * which ends after as many bytes as the header says, or else with its line.
 */
public final class EnvelopeReader {
  /** How many items an envelope may have. */
  static final int MOST_ITEMS = 1000;

  private static final int LONGEST_HEADER = 1 << 16;

  /** How many bytes of an envelope have its header and the end of that line. */
  public static final int BEGINNING = LONGEST_HEADER + 1;

  private static final int LONGEST_SDK = 100;

  /** The types that clients are known to send; totals by type must not grow with inventions. */
  private static final Set<String> KNOWN_TYPES =
      Set.of(
          "attachment",
          "check_in",
          "feedback",
          "log",
          "profile",
          "profile_chunk",
          "replay_event",
          "replay_recording",
          "replay_video",
          "session",
          "sessions",
          "span",
          "statsd",
          "trace_metric",
          "transaction",
          "user_report");

  private static final ObjectReader HEADERS =
      new ObjectMapper(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(20).build())
                  .build())
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final byte[] bytes;
  private int at;
  private int items;
  private byte @Nullable [] event;
  private final List<byte[]> reports = new ArrayList<>();
  private final Map<String, Integer> ignored = new TreeMap<>();

  private EnvelopeReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads an envelope. The event and the client reports are split off, not yet read.
   *
   * @param bytes the decoded body of the request
   * @return what is in it
   * @throws RefusedException if any of it is not as it must be: then nothing of it is taken
   */
  public static ReceivedEnvelope read(byte[] bytes) throws RefusedException {
    return new EnvelopeReader(bytes).envelope();
  }

  /**
   * Finds the key, which stands in the header, before the rest is decoded.
   *
   * @param beginning the first {@link #BEGINNING} bytes, or all if there are less
   * @return the public key of the header's DSN; null if there is none
   * @throws RefusedException if there is no header as it must be
   */
  public static @Nullable String key(byte[] beginning) throws RefusedException {
    return key(new EnvelopeReader(beginning).envelopeHeader());
  }

  private ReceivedEnvelope envelope() throws RefusedException {
    JsonNode header = envelopeHeader();
    for (skipEmptyLines(); at < bytes.length; skipEmptyLines()) {
      item();
    }
    if (items == 0) {
      throw new RefusedException(Refusal.EMPTY, "The envelope has no item.");
    }
    return new ReceivedEnvelope(
        EventId.in(header), key(header), sdk(header.path("sdk")), event, reports, ignored);
  }

  private JsonNode envelopeHeader() throws RefusedException {
    skipEmptyLines();
    if (at == bytes.length) {
      throw new RefusedException(Refusal.EMPTY, "The body is empty; send an envelope.");
    }
    return header("The header of the envelope");
  }

  private void item() throws RefusedException {
    if (++items > MOST_ITEMS) {
      throw new RefusedException(
          Refusal.TOO_MANY_ITEMS, "The envelope has more than " + MOST_ITEMS + " items.");
    }
    JsonNode header = header("The header of item " + items);
    String type = ClientText.in(header, "type");
    if (type == null) {
      throw broken("The header of item " + items + " has no type.");
    }
    int begin = at;
    int end = payloadEnd(header.path("length"));
    at = Math.min(end + 1, bytes.length);
    switch (type) {
      case "event" -> event(begin, end);
      case "client_report" -> reports.add(Arrays.copyOfRange(bytes, begin, end));
      default -> ignored.merge(KNOWN_TYPES.contains(type) ? type : "other", 1, Integer::sum);
    }
  }

  private void event(int begin, int end) throws RefusedException {
    if (event != null) {
      throw broken("Item " + items + " is a second event; an envelope may have only one.");
    }
    if (end - begin > ReceivedEvent.MOST_BYTES) {
      throw ReceivedEvent.tooLarge();
    }
    event = Arrays.copyOfRange(bytes, begin, end);
  }

  private int payloadEnd(JsonNode length) throws RefusedException {
    if (length.isMissingNode() || length.isNull()) {
      return lineEnd(at);
    }
    if (!length.isIntegralNumber() || !length.canConvertToLong() || length.longValue() < 0) {
      throw broken("The length of item " + items + " is not a number of bytes.");
    }
    long end = at + Math.min(length.longValue(), Integer.MAX_VALUE);
    if (end > bytes.length) {
      throw broken(
          "Item "
              + items
              + " is said to have "
              + length.longValue()
              + " bytes, but the envelope ends after "
              + (bytes.length - at)
              + " of them.");
    }
    if (end < bytes.length && bytes[(int) end] != '\n') {
      throw broken(
          "Item "
              + items
              + " is said to have "
              + length.longValue()
              + " bytes, but no line ends after them; the length counts bytes, not characters.");
    }
    return (int) end;
  }

  private JsonNode header(String what) throws RefusedException {
    int end = lineEnd(at);
    if (end - at > LONGEST_HEADER) {
      throw broken(what + " has more than " + LONGEST_HEADER + " bytes.");
    }
    JsonNode header;
    try {
      header = HEADERS.readTree(bytes, at, end - at);
    } catch (IOException e) {
      throw broken(what + " is not one line of JSON.");
    }
    if (header == null || !header.isObject()) {
      throw broken(what + " is not a JSON object.");
    }
    at = Math.min(end + 1, bytes.length);
    return header;
  }

  private int lineEnd(int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** No item begins with one, and some clients end the envelope with more than one. */
  private void skipEmptyLines() {
    while (at < bytes.length && bytes[at] == '\n') {
      at++;
    }
  }

  private static @Nullable String key(JsonNode header) throws RefusedException {
    String dsn = ClientText.in(header, "dsn");
    try {
      return dsn == null ? null : Dsn.parse(dsn).publicKey();
    } catch (IllegalArgumentException e) {
      throw broken("The dsn in the header of the envelope " + e.getMessage() + ".");
    }
  }

  private static @Nullable String sdk(JsonNode sdk) {
    String name = ClientText.in(sdk, "name");
    String version = ClientText.in(sdk, "version");
    return name == null
        ? null
        : ClientText.shown(version == null ? name : name + "/" + version, LONGEST_SDK - 3);
  }

  private static RefusedException broken(String reason) {
    return new RefusedException(Refusal.BROKEN_ENVELOPE, reason);
  }
}
