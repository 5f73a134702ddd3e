package dev.whorl.benchmarks.appenders;

import java.util.ServiceLoader;

/**
 * A logging library with one candidate as its only appender, configured from XML as users do it.
 */
public interface BackEnd {
  /** The one that is on the class path. */
  static BackEnd found() {
    return Found.BACK_END;
  }

  /** As it stands in tables. */
  String title();

  /** Starts; of use once in a JVM, as some candidates are. */
  void start(Candidate candidate, Options options);

  /** Logs at level info, with one parameter. */
  void info(String template, Object argument);

  /** Logs at level error. */
  void error(String message, Throwable thrown);

  /** Puts an entry into the diagnostic context of this thread. */
  void put(String key, String value);

  /** Waits until nothing is on its way any more, some seconds at the most. */
  void settle();

  /** How many events the candidate has delivered, if no server can count them; else -1. */
  long delivered();

  /** Stops as the library does it, and waits for what the candidate still sends. */
  void stop();

  /** Made once, as SLF4J must not be asked by several threads at first. */
  final class Found {
    private static final BackEnd BACK_END =
        ServiceLoader.load(BackEnd.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No logging library is on the class path. Run this with"
                            + " benchmarks/logback/target/benchmarks.jar or"
                            + " benchmarks/log4j2/target/benchmarks.jar."));

    private Found() {}
  }
}
