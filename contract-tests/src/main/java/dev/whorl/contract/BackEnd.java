package dev.whorl.contract;

import dev.whorl.ReporterMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A logging library with Whorl's appender in it, configured from real XML. Besides Whorl the
 * configuration has a file appender, by which the suite sees that the application goes on logging.
 */
public interface BackEnd {
  /** Where key-value pairs of a log call arrive. */
  enum KeyValues {
    /** As what they are. */
    PAIRS("Key-Values", "key-value"),
    /** As text among the entries of the diagnostic context. */
    MDC("MDC", "mdc");

    final String context;
    final String source;

    KeyValues(String context, String source) {
      this.context = context;
      this.source = source;
    }
  }

  /** How key-values arrive here. */
  default KeyValues keyValues() {
    return KeyValues.PAIRS;
  }

  /** Whether the library has a level above ERROR. */
  default boolean hasFatal() {
    return false;
  }

  /** Whether the id of the logging thread is known. */
  default boolean knowsThreadIds() {
    return true;
  }

  /**
   * A further file appender.
   *
   * @param file its file
   * @param pattern the pattern of its lines
   * @param async whether it stands behind the library's async appender
   */
  record Lines(Path file, String pattern, boolean async) {}

  /**
   * Starts the library with a new configuration, or puts it in the place of the running one.
   *
   * @param applicationLog the file appender's file
   * @param appenders the settings of each Whorl appender, by the appender's name
   * @param lines further file appenders, which come before Whorl
   */
  void configure(
      Path applicationLog, Map<String, Map<String, String>> appenders, List<Lines> lines);

  /** The same without further file appenders. */
  default void configure(Path applicationLog, Map<String, Map<String, String>> appenders) {
    configure(applicationLog, appenders, List.of());
  }

  /** Logs. */
  void log(Call call);

  /** Runs something with a fingerprint in the scope that the library's call-site API makes. */
  void inScope(List<Object> parts, Runnable work);

  /** The counters of a Whorl appender, also after a stop. */
  ReporterMetrics metrics(String appender);

  /** Waits until a Whorl appender has delivered or dropped what it got. */
  boolean flush(String appender, Duration timeout);

  /** Everything the status system heard since the start, as text. */
  List<String> status();

  /** Stops the library. */
  void stop();
}
