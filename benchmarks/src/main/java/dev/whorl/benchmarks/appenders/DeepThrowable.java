package dev.whorl.benchmarks.appenders;

import java.net.SocketTimeoutException;

/**
 * An exception of {@value #FRAMES} frames with a cause of some more, made and not thrown: to unwind
 * the stack is no part of logging.
 */
public final class DeepThrowable {
  static final int FRAMES = 60;

  /** How many calls above the cause the exception is made. */
  private static final int ABOVE_CAUSE = 4;

  private static final int KINDS = 6;

  private final int calls;

  private DeepThrowable(int calls) {
    this.calls = calls;
  }

  /** For use in the frame that calls this. */
  public static DeepThrowable here() {
    int frames = new Throwable().getStackTrace().length - 1;
    // Each call is two frames, and make() is one more.
    return new DeepThrowable(Math.max(1, (FRAMES - frames - 2) / 2));
  }

  /** A new one, with this call in its trace. */
  public RuntimeException make() {
    return (RuntimeException) call(calls);
  }

  /** Goes down through different methods, as a program does. */
  private static Throwable call(int left) {
    if (left == 0) {
      return new IllegalStateException("order 4711 failed", call(-1));
    }
    if (left <= -ABOVE_CAUSE) {
      return new SocketTimeoutException("Read timed out");
    }
    int next = left - 1;
    return switch (Math.floorMod(left, KINDS)) {
      case 0 -> Web.filter(next);
      case 1 -> Web.dispatch(next);
      case 2 -> Service.place(next);
      case 3 -> Service.inTransaction(next);
      case 4 -> Repository.save(next);
      default -> Repository.execute(next);
    };
  }

  private static final class Web {
    static Throwable filter(int left) {
      return call(left);
    }

    static Throwable dispatch(int left) {
      return call(left);
    }
  }

  private static final class Service {
    static Throwable place(int left) {
      return call(left);
    }

    static Throwable inTransaction(int left) {
      return call(left);
    }
  }

  private static final class Repository {
    static Throwable save(int left) {
      return call(left);
    }

    static Throwable execute(int left) {
      return call(left);
    }
  }
}
