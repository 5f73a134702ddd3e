package dev.whorl.protocol;

import dev.whorl.event.ErrorEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as the payload that servers read, within the protocol's limits. An event that is
 * too large as a whole is cut down in a fixed order: breadcrumbs, the middle of stack traces, long
 * texts. The context {@code whorl} then says what was cut.
 */
public final class EventJson {
  /** The largest payload that servers take, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** From all that may be sent down to what is left of the largest event. */
  private static final List<EventWriter.Bounds> STEPS =
      List.of(
          new EventWriter.Bounds(Integer.MAX_VALUE, 250, 8192, List.of()),
          new EventWriter.Bounds(0, 250, 8192, List.of("breadcrumbs")),
          new EventWriter.Bounds(0, 100, 8192, List.of("breadcrumbs", "frames")),
          new EventWriter.Bounds(0, 30, 8192, List.of("breadcrumbs", "frames")),
          new EventWriter.Bounds(0, 30, 1024, List.of("breadcrumbs", "frames", "texts")),
          new EventWriter.Bounds(0, 10, 128, List.of("breadcrumbs", "frames", "texts")));

  private EventJson() {}

  /**
   * Writes an event.
   *
   * @param event the event
   * @return at most {@link #MAX_BYTES} bytes; null if it is larger even after all cuts
   */
  public static @Nullable EncodedEvent encode(ErrorEvent event) {
    EventBytes bytes = new EventBytes(4096);
    return write(event, bytes, new RepeatedTexts(0, 0))
        ? new EncodedEvent(event.eventId(), bytes.toByteArray())
        : null;
  }

  /** Writes to where the bytes go, by what is known already; false if the event is too large. */
  static boolean write(ErrorEvent event, EventBytes bytes, RepeatedTexts repeated) {
    for (EventWriter.Bounds bounds : STEPS) {
      bytes.reset();
      try (EventWriter writer = new EventWriter(bytes, bounds, repeated)) {
        writer.write(event);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (bytes.size() <= MAX_BYTES) {
        return true;
      }
    }
    return false;
  }
}
