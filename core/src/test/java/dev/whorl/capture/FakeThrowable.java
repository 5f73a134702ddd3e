package dev.whorl.capture;

import dev.whorl.event.ThrowableView;
import java.util.List;

/** A view without a live throwable, as an event from a socket has it. */
record FakeThrowable(
    String className, String message, ThrowableView cause, StackTraceElement[] stackTrace)
    implements ThrowableView {
  @Override
  public List<ThrowableView> suppressed() {
    return List.of();
  }

  @Override
  public Object identity() {
    return this;
  }
}
