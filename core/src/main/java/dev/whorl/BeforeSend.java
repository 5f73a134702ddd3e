package dev.whorl;

import dev.whorl.event.ErrorEvent;
import dev.whorl.event.LogCall;
import org.jspecify.annotations.Nullable;

/**
 * A hook that sees each event before it is sent; it may change it, above all its fingerprint, or
 * drop it. It runs on Whorl's worker thread, one event at a time, so what it logs is not reported
 * and the time that it takes holds up the events behind it. If it throws, the event is sent as it
 * was.
 *
 * <p>A class named by the setting {@code beforeSend} needs a public constructor without parameters.
 */
@FunctionalInterface
public interface BeforeSend {
  /**
   * Sees an event.
   *
   * @param event what would be sent
   * @param call the log call that it was made of, with the live throwable
   * @return what is to be sent; null drops the event, which is counted as {@code before_send}
   */
  @Nullable ErrorEvent apply(ErrorEvent event, LogCall call);
}
