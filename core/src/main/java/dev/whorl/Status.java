package dev.whorl;

import org.jspecify.annotations.Nullable;

/**
 * Where Whorl speaks of itself: the status system of the logging library, never a logger.
 * Implementations may be called by any thread.
 */
public interface Status {
  /**
   * Something to know.
   *
   * @param message a sentence
   */
  void info(String message);

  /**
   * Something that should be looked at; events go on.
   *
   * @param message a sentence
   * @param cause null if no exception tells more
   */
  void warn(String message, @Nullable Throwable cause);

  /**
   * Something by which events are lost.
   *
   * @param message a sentence
   */
  void error(String message);
}
