package dev.whorl.inbox.store;

import java.time.Instant;

/** A stored event as {@link EventStore#forEachEvent} shows it. Immutable. */
public final class ReplayedEvent {
  private final String eventId;
  private final String group;
  private final Instant seen;
  private final byte[] deflated;
  private final int size;

  ReplayedEvent(String eventId, String group, Instant seen, byte[] deflated, int size) {
    this.eventId = eventId;
    this.group = group;
    this.seen = seen;
    this.deflated = deflated;
    this.size = size;
  }

  /**
   * Its id.
   *
   * @return 32 hexadecimal digits
   */
  public String eventId() {
    return eventId;
  }

  /**
   * Which group it is in.
   *
   * @return the hash that names the group
   */
  public String group() {
    return group;
  }

  /**
   * When it happened.
   *
   * @return when it arrived, if it does not say or says a later time
   */
  public Instant seen() {
    return seen;
  }

  /**
   * How long the payload is.
   *
   * @return in bytes
   */
  public int size() {
    return size;
  }

  /**
   * Makes the event as it was sent of what is stored, which takes a while and is best done by
   * another thread than the one that reads the file.
   *
   * @return the payload
   * @throws StoreException if the file is damaged
   */
  public byte[] payload() {
    return Deflated.inflate(deflated, size);
  }
}
