package dev.whorl.faults;

import dev.whorl.ReporterMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A logging library with Whorl as its only appender, configured from XML as users do it. */
interface Candidate extends AutoCloseable {
  /** Configures it; what ran before is stopped by the library itself. */
  void start(Map<String, String> settings);

  /** The same with the library's own appender that does nothing. */
  void startWithNoOp();

  /** Logs at level error. */
  void error(String logger, String message, @Nullable Throwable thrown);

  default void error(String message) {
    error("faults", message, null);
  }

  /** Logs at level error with arguments, whose texts are made by the library or by Whorl. */
  void errorWith(String template, Object... arguments);

  /** Runs with entries in the diagnostic context, MDC to the one and ThreadContext to the other. */
  void in(Map<String, String> context, Runnable work);

  /** The counters of the last start. */
  ReporterMetrics metrics();

  /** Waits until what was logged is on no way any more. */
  boolean flush(Duration timeout);

  /** What Whorl said of itself. */
  List<String> status();

  void stop();

  @Override
  default void close() {
    stop();
  }
}
