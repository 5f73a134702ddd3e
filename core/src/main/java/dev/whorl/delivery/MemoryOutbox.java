package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events waiting in memory, bounded by their bytes. What is being sent still counts. */
public final class MemoryOutbox implements SendableOutbox, Parcel.Store {
  private final long maxBytes;
  private final Accounting accounting;
  private final Deque<EncodedEvent> events = new ArrayDeque<>();
  private Runnable arrival = () -> {};
  private long bytes;
  private int handedOut;
  private boolean closed;

  /**
   * Makes an empty outbox.
   *
   * @param maxBytes how many bytes of events may wait, packed ones as they are
   * @param accounting told about the end of each event
   */
  public MemoryOutbox(long maxBytes, Accounting accounting) {
    this.maxBytes = maxBytes;
    this.accounting = accounting;
  }

  @Override
  public void onArrival(Runnable action) {
    arrival = action;
  }

  @Override
  public boolean wantsPacked() {
    return true;
  }

  @Override
  public @Nullable Refusal put(EncodedEvent event) {
    Refusal refusal = add(event);
    if (refusal == null) {
      SendableOutbox.tell(arrival);
    }
    return refusal;
  }

  private synchronized @Nullable Refusal add(EncodedEvent event) {
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
    return null;
  }

  @Override
  public synchronized @Nullable Parcel poll() {
    EncodedEvent event = events.peek();
    if (event == null) {
      return null;
    }
    Parcel parcel = new Parcel(event, accounting, this);
    events.remove();
    handedOut++;
    return parcel;
  }

  /** The oldest event, left where it is; null if there is none. */
  synchronized @Nullable EncodedEvent peek() {
    return events.peek();
  }

  /** Takes out the oldest event; its fate is known. */
  synchronized void removeFirst() {
    bytes -= events.remove().bytes();
  }

  @Override
  public synchronized void ended(Parcel parcel) {
    bytes -= parcel.event().bytes();
    handedOut--;
  }

  @Override
  public boolean outlivesProcess() {
    return false;
  }

  @Override
  public synchronized long waiting() {
    return (long) events.size() + handedOut;
  }

  /** Takes out all that nobody has begun to send. */
  synchronized List<EncodedEvent> clear() {
    List<EncodedEvent> left = new ArrayList<>(events);
    events.clear();
    left.forEach(event -> bytes -= event.bytes());
    return left;
  }

  @Override
  public boolean keep(EncodedEvent event) {
    return false;
  }

  /** Takes back what was handed out and could go nowhere. */
  synchronized void putBack(Parcel parcel) {
    events.addFirst(parcel.event());
    handedOut--;
  }

  @Override
  public int abandon(DropReason reason) {
    // What comes from now on would find nobody to send it.
    close();
    List<EncodedEvent> left = clear();
    left.forEach(event -> accounting.lost(event, reason, "", false));
    return left.size();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
