package dev.whorl.faults;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An exception whose own code fails, at the place that a test wants. */
public final class BadThrowable extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Place place;
  private final transient Supplier<? extends Error> error;

  /** Where it fails. */
  enum Place {
    MESSAGE,
    CAUSE,
    STACK_TRACE,
    TEXT,
    GETTER
  }

  BadThrowable(Place place, Supplier<? extends Error> error) {
    super("a message");
    this.place = place;
    this.error = error;
  }

  private void failAt(Place asked) {
    // Null while the constructor of Throwable runs.
    if (place == asked) {
      throw error.get();
    }
  }

  @Override
  public @Nullable String getMessage() {
    failAt(Place.MESSAGE);
    return super.getMessage();
  }

  @Override
  public synchronized @Nullable Throwable getCause() {
    failAt(Place.CAUSE);
    return super.getCause();
  }

  @Override
  public StackTraceElement[] getStackTrace() {
    failAt(Place.STACK_TRACE);
    return super.getStackTrace();
  }

  @Override
  public String toString() {
    failAt(Place.TEXT);
    return super.toString();
  }

  /** What a fingerprint asks for. */
  public String getDetail() {
    failAt(Place.GETTER);
    return "a detail";
  }
}
