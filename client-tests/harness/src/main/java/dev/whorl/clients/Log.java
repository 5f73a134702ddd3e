package dev.whorl.clients;

/** A logger of either library. */
public interface Log {
  /** Logs an error with what was thrown. */
  void error(String message, Throwable thrown);

  /** Logs an error with an argument in its text, and nothing thrown. */
  void error(String template, int argument);

  /** Logs what leads to an error. */
  void info(String message);
}
