package dev.whorl.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic clock that passes only when it is told to. Safe for several threads. */
public final class ManualClock implements LongSupplier {
  /** Soon over the largest long, as System.nanoTime may be at any time. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(5).toNanos());

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  /** Less than zero is a jump back. */
  public void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
