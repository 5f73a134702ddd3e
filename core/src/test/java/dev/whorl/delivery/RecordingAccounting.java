package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what it is told. */
final class RecordingAccounting implements Accounting {
  final AtomicInteger delivered = new AtomicInteger();
  final List<DropReason> dropped = new CopyOnWriteArrayList<>();
  final List<String> details = new CopyOnWriteArrayList<>();

  @Override
  public void delivered() {
    delivered.incrementAndGet();
  }

  @Override
  public void dropped(DropReason reason, String detail) {
    dropped.add(reason);
    details.add(detail);
  }

  int all() {
    return delivered.get() + dropped.size();
  }
}
