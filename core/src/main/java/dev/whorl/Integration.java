package dev.whorl;

import dev.whorl.event.Sdk;
import java.util.Objects;

/**
 * Who uses the core.
 *
 * @param library the logging library, as it stands in names: {@code logback} or {@code log4j2}
 * @param appender the appender's name, for threads and status lines
 */
public record Integration(String library, String appender) {
  private static final String VERSION =
      Objects.requireNonNullElse(Integration.class.getPackage().getImplementationVersion(), "dev");

  /** How the client names itself to servers. */
  Sdk sdk() {
    return new Sdk("whorl.java." + library, VERSION);
  }

  /** The mechanism of exceptions that it captures. */
  String origin() {
    return "auto.log." + library;
  }
}
