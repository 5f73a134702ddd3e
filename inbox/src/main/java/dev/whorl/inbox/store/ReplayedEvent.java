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

  public String eventId() {
    return eventId;
  }

  /** The hash that names its group. */
  public String group() {
    return group;
  }

  /** When it happened, or arrived if it does not say or says a later time. */
  public Instant seen() {
    return seen;
  }

  /** The length of the payload in bytes. */
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
