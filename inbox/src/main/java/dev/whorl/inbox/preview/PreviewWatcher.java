package dev.whorl.inbox.preview;

/** Follows a preview. All methods are called on the thread that runs it. */
public interface PreviewWatcher {
  /** Follows nothing. */
  PreviewWatcher NONE = new PreviewWatcher() {};

  /**
   * Takes how far it is, every few dozen events.
   *
   * @param done how many events are done, those that cannot be read too
   * @param total how many there are, {@link EventSource#UNKNOWN} if nobody knows
   */
  default void progress(long done, long total) {}

  /**
   * Takes that an event cannot be read or grouped, in the order of the events.
   *
   * @param place where it is, as the source says
   * @param reason why, for people
   */
  default void unreadable(String place, String reason) {}

  /**
   * Whether the preview shall end; asked before each event, and again while one takes long.
   *
   * @return true to end it
   */
  default boolean isCancelled() {
    return false;
  }
}
