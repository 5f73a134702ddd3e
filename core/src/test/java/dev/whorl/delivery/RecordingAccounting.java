package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what it is told. */
public final class RecordingAccounting implements Accounting {
  public final AtomicInteger delivered = new AtomicInteger();
  public final AtomicInteger retried = new AtomicInteger();
  public final List<DropReason> dropped = new CopyOnWriteArrayList<>();
  public final List<DropReason> countedByServer = new CopyOnWriteArrayList<>();
  public final List<String> details = new CopyOnWriteArrayList<>();
  public final List<String> reliefs = new CopyOnWriteArrayList<>();
  public final List<String> troubles = new CopyOnWriteArrayList<>();

  /** Run when a loss is told, before it is recorded. */
  public volatile Runnable beforeDropped = () -> {};

  @Override
  public void delivered() {
    delivered.incrementAndGet();
  }

  @Override
  public void dropped(DropReason reason, long events, String detail) {
    beforeDropped.run();
    for (int i = 0; i < events; i++) {
      dropped.add(reason);
      details.add(detail);
    }
  }

  @Override
  public void lost(EncodedEvent event, DropReason reason, String detail, boolean serverCounts) {
    dropped(reason, 1, detail);
    if (serverCounts) {
      countedByServer.add(reason);
    }
  }

  @Override
  public void retried() {
    retried.incrementAndGet();
  }

  @Override
  public void requestTook(long nanos) {}

  @Override
  public void trouble(String trouble, String message) {
    troubles.add(message);
  }

  @Override
  public void relief(String message) {
    reliefs.add(message);
  }

  public int all() {
    return delivered.get() + dropped.size();
  }
}
