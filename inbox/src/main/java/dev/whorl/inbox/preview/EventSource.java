package dev.whorl.inbox.preview;

import java.io.IOException;

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
     * @param json the payload as UTF-8; not changed afterwards
     * @return false if no more are wanted
     */
    boolean event(String place, byte[] json);
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
