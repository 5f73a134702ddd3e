package dev.whorl.event;

import java.time.Instant;

/**
 * A log call of the same thread that came before an event.
 *
 * @param timestamp when it was logged
 * @param severity how bad it was
 * @param category the logger's name
 * @param message the formatted message
 */
public record Breadcrumb(Instant timestamp, Severity severity, String category, String message) {
  /** The longest message that is remembered, in chars. */
  public static final int MAX_MESSAGE = 1024;

  /**
   * As it is remembered.
   *
   * @return the same, or a copy with the first {@link #MAX_MESSAGE} chars of the message
   */
  public Breadcrumb cut() {
    return message.length() <= MAX_MESSAGE
        ? this
        : new Breadcrumb(timestamp, severity, category, cut(message));
  }

  /**
   * Cuts a message.
   *
   * @param message any message
   * @return the message itself, or its first {@link #MAX_MESSAGE} chars
   */
  public static String cut(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
  }
}
