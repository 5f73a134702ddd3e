package dev.whorl.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How bad a log call is, from least to worst. The levels of Logback and Log4j map onto these six;
 * the event protocol has five and calls {@link #TRACE} {@code debug}.
 */
public enum Severity {
  /** Steps in detail. */
  TRACE("debug"),
  /** Of use to a developer. */
  DEBUG("debug"),
  /** The normal course of things. */
  INFO("info"),
  /** Not normal, and no failure yet. */
  WARNING("warning"),
  /** Something failed. */
  ERROR("error"),
  /** The program cannot go on. */
  FATAL("fatal");

  private final String protocolName;

  Severity(String protocolName) {
    this.protocolName = protocolName;
  }

  /**
   * The name that the event protocol uses.
   *
   * @return one of {@code debug}, {@code info}, {@code warning}, {@code error}, {@code fatal}
   */
  public String protocolName() {
    return protocolName;
  }

  /**
   * Whether this severity reaches a threshold.
   *
   * @param threshold the least severity that counts; null means that none does
   * @return true if this is as bad as the threshold or worse
   */
  public boolean reaches(@Nullable Severity threshold) {
    return threshold != null && compareTo(threshold) >= 0;
  }

  /**
   * Reads the name of a level as users of Logback, Log4j or the protocol write it.
   *
   * @param name for example {@code ERROR}, {@code warn} or {@code Warning}; case does not matter
   * @return the severity, or null if there is no level of that name
   */
  public static @Nullable Severity parse(String name) {
    return switch (name.trim().toUpperCase(Locale.ROOT)) {
      case "TRACE", "ALL" -> TRACE;
      case "DEBUG" -> DEBUG;
      case "INFO" -> INFO;
      case "WARN", "WARNING" -> WARNING;
      case "ERROR" -> ERROR;
      case "FATAL" -> FATAL;
      default -> null;
    };
  }
}
