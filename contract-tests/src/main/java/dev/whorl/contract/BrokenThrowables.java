package dev.whorl.contract;

import org.jspecify.annotations.Nullable;

/** Throwables whose own code fails. */
final class BrokenThrowables {
  private BrokenThrowables() {}

  /** Fails to say its message. */
  static final class BrokenMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message for you");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text for you");
    }
  }

  /** Fails to name its cause. */
  static final class BrokenCause extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenCause() {
      super("broken cause");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause for you");
    }
  }

  /** Has no stack trace, in the worst way. */
  static final class BrokenTrace extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean returnsNull;

    BrokenTrace(boolean returnsNull) {
      super("broken trace");
      this.returnsNull = returnsNull;
    }

    @Override
    @SuppressWarnings("NullAway") // The point of it.
    public StackTraceElement @Nullable [] getStackTrace() {
      if (returnsNull) {
        return null;
      }
      throw new IllegalStateException("no trace for you");
    }
  }
}
