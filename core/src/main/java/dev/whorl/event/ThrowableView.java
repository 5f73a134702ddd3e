package dev.whorl.event;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A throwable as it can be read: a live one, or the record of one that was thrown elsewhere.
 * Methods of a live view run the throwable's own code, so they may throw anything; readers guard
 * each call.
 */
public interface ThrowableView {

  /**
   * The name of the throwable's class.
   *
   * @return with its package
   */
  String className();

  /**
   * The throwable's message.
   *
   * @return null if there is none
   */
  @Nullable String message();

  /**
   * What caused it.
   *
   * @return null if nothing did
   */
  @Nullable ThrowableView cause();

  /**
   * What was suppressed for its sake.
   *
   * @return in the order of suppression, may be empty
   */
  List<ThrowableView> suppressed();

  /**
   * Its stack trace.
   *
   * @return the place of the throw first, as Java has it; null only if the throwable's own code
   *     says so
   */
  StackTraceElement @Nullable [] stackTrace();

  /**
   * What tells this throwable from others, so that a circle of causes can be seen.
   *
   * @return compared by identity
   */
  Object identity();

  /**
   * The throwable itself.
   *
   * @return null if this is only a record of it
   */
  default @Nullable Throwable throwable() {
    return null;
  }

  /**
   * Views a live throwable.
   *
   * @param throwable the throwable
   * @return a view that reads it when asked, not before
   */
  static ThrowableView of(Throwable throwable) {
    return new Live(throwable);
  }

  /**
   * A live throwable.
   *
   * @param throwable read when asked
   */
  record Live(Throwable throwable) implements ThrowableView {
    @Override
    public String className() {
      return throwable.getClass().getName();
    }

    @Override
    public @Nullable String message() {
      return throwable.getMessage();
    }

    @Override
    public @Nullable ThrowableView cause() {
      Throwable cause = throwable.getCause();
      return cause == null ? null : new Live(cause);
    }

    @Override
    public List<ThrowableView> suppressed() {
      return Arrays.stream(throwable.getSuppressed()).map(ThrowableView::of).toList();
    }

    @Override
    public StackTraceElement @Nullable [] stackTrace() {
      return throwable.getStackTrace();
    }

    @Override
    public Object identity() {
      return throwable;
    }
  }
}
