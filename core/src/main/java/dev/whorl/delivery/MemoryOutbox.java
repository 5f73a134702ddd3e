package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events waiting in memory, bounded by their bytes. What is being sent still counts. */
public final class MemoryOutbox implements Outbox {
  private final long maxBytes;
  private final Deque<EncodedEvent> events = new ArrayDeque<>();
  private long bytes;
  private int beingSent;
  private boolean closed;

  /**
   * Makes an empty outbox.
   *
   * @param maxBytes how many bytes of payload may wait
   */
  public MemoryOutbox(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public synchronized @Nullable Refusal put(EncodedEvent event) {
    if (closed) {
      return new Refusal(DropReason.CLOSED, "");
    }
    if (bytes + event.bytes() > maxBytes) {
      return new Refusal(
          DropReason.MEMORY_FULL,
          "%d events wait to be sent; memoryMaxBytes is %d".formatted(waiting(), maxBytes));
    }
    bytes += event.bytes();
    events.add(event);
    notify();
    return null;
  }

  /**
   * Hands out the oldest event; waits for one.
   *
   * @return the event, to be given to {@link #done} when its fate is known; null when the outbox is
   *     closed and empty
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  synchronized @Nullable EncodedEvent take() throws InterruptedException {
    while (events.isEmpty() && !closed) {
      wait();
    }
    EncodedEvent event = events.poll();
    if (event != null) {
      beingSent++;
    }
    return event;
  }

  /** Frees the room of an event whose fate is known. */
  synchronized void done(EncodedEvent event) {
    bytes -= event.bytes();
    beingSent--;
  }

  /**
   * How many events are neither delivered nor dropped.
   *
   * @return those that wait and those that are being sent
   */
  public synchronized int waiting() {
    return events.size() + beingSent;
  }

  /** Takes out all that nobody has begun to send. */
  synchronized List<EncodedEvent> clear() {
    List<EncodedEvent> left = new ArrayList<>(events);
    events.clear();
    left.forEach(event -> bytes -= event.bytes());
    return left;
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
