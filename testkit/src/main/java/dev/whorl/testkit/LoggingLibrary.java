package dev.whorl.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The libraries for which there is an appender. */
enum LoggingLibrary {
  LOGBACK("dev.whorl.logback.WhorlAppender", "whorl-logback", "onLogback()"),
  LOG4J("dev.whorl.log4j2.WhorlAppender", "whorl-log4j2", "onLog4j()");

  private final String appender;
  private final String artifact;
  private final String factory;

  LoggingLibrary(String appender, String artifact, String factory) {
    this.appender = appender;
    this.artifact = artifact;
    this.factory = factory;
  }

  /** The one whose appender is on the class path. */
  static LoggingLibrary detect() {
    return detect(LoggingLibrary::isPresent);
  }

  /**
   * The one that is present.
   *
   * @throws IllegalStateException if none is, or more than one
   */
  static LoggingLibrary detect(Predicate<LoggingLibrary> isPresent) {
    List<LoggingLibrary> present = Arrays.stream(values()).filter(isPresent).toList();
    if (present.isEmpty()) {
      throw new IllegalStateException(
          "Neither %s nor %s is on the test class path. Add the one for your logging library."
              .formatted(LOGBACK.artifact, LOG4J.artifact));
    }
    if (present.size() > 1) {
      throw new IllegalStateException(
          "%s and %s are both on the test class path. Say which one to capture: CapturedErrors.%s or CapturedErrors.%s."
              .formatted(LOGBACK.artifact, LOG4J.artifact, LOGBACK.factory, LOG4J.factory));
    }
    return present.get(0);
  }

  private boolean isPresent() {
    try {
      Class.forName(appender, false, LoggingLibrary.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  Tap attach(Tap.Wiring wiring) {
    if (!isPresent()) {
      throw new IllegalStateException(
          "CapturedErrors.%s needs %s on the test class path, with its logging library."
              .formatted(factory, artifact));
    }
    return switch (this) {
      case LOGBACK -> LogbackTap.attach(wiring);
      case LOG4J -> Log4jTap.attach(wiring);
    };
  }
}
