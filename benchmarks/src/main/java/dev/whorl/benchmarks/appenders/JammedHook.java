package dev.whorl.benchmarks.appenders;

import dev.whorl.BeforeSend;
import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogCall;
import java.util.concurrent.CountDownLatch;

/** Holds Whorl's worker up, so that its queue fills. */
public final class JammedHook implements BeforeSend {
  private static final CountDownLatch RELEASED = new CountDownLatch(1);

  static void release() {
    RELEASED.countDown();
  }

  @Override
  public ErrorEvent apply(ErrorEvent event, LogCall call) {
    try {
      RELEASED.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return event;
  }
}
