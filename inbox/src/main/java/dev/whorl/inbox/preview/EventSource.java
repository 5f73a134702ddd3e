package dev.whorl.inbox.preview;

import dev.whorl.inbox.store.StoreException;
import java.io.IOException;
import java.util.function.Supplier;

/** Stored events, in the order of their arrival. */
public interface EventSource {
  /** The total of a source that does not know it. */
  long UNKNOWN = -1;

  /** Takes the events of a source, one after the other. */
  interface Visitor {
    /**
     * Takes an event.
     *
     * @param place where it is, for people, for example {@code events.ndjson:17}
     * @param bytes how long the payload is
     * @param json gives the payload as UTF-8, on any thread, or throws {@link StoreException}
     * @return false if no more are wanted
     */
    boolean event(String place, int bytes, Supplier<byte[]> json);

    /**
     * Takes an event of which the payload is at hand.
     *
     * @param place where it is, for people
     * @param json the payload as UTF-8; not changed afterwards
     * @return false if no more are wanted
     */
    default boolean event(String place, byte[] json) {
      return event(place, json.length, () -> json);
    }
  }

  /**
   * Hands out the events until they end or no more are wanted.
   *
   * @param visitor takes them, on the thread of the caller
   * @throws IOException if the source cannot be read
   */
  void visit(Visitor visitor) throws IOException;

  /**
   * How many events there are, for a progress bar.
   *
   * @return {@link #UNKNOWN} if that takes reading them
   */
  default long total() {
    return UNKNOWN;
  }
}
