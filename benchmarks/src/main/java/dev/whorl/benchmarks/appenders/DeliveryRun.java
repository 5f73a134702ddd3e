package dev.whorl.benchmarks.appenders;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Errors at an even pace, to a server on the loopback address: how many of them arrive, and what
 * each costs. Every error is to be sent, so Whorl runs with {@code groupLimit=0}. Arguments: for
 * how many seconds 2,000 a second are logged, and for how many 4,000 a second.
 */
public final class DeliveryRun {
  private static final int PACE = 2000;
  private static final int FAST = 4000;
  private static final int OTHERS_SECONDS = 10;

  private DeliveryRun() {}

  /** Runs each candidate on each library in a JVM of its own, in turn. */
  public static void main(String[] arguments) {
    int paced = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    int full = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    Figures figures = new Figures("delivery");
    for (Library library : Library.values()) {
      for (Candidate candidate : Candidate.values()) {
        boolean delivers = candidate == Candidate.WHORL || candidate == Candidate.SENTRY;
        // That nothing is lost has to be seen for long.
        int seconds = candidate == Candidate.WHORL ? paced : Math.min(paced, OTHERS_SECONDS);
        figures.add(
            library.title(),
            PACE + "/s",
            candidate,
            delivery(library, candidate, PACE, seconds, delivers));
        if (delivers) {
          figures.add(
              library.title(),
              FAST + "/s",
              candidate,
              delivery(library, candidate, FAST, full, true));
        }
      }
    }
    figures.print();
  }

  private static Map<String, Double> delivery(
      Library library, Candidate candidate, int perSecond, int seconds, boolean delivers) {
    try (ServerProcess server = ServerProcess.start()) {
      Map<String, Long> before = new LinkedHashMap<>();
      Map<String, Double> told =
          new LinkedHashMap<>(
              ChildJvm.run(
                  () -> before.putAll(server.figures()),
                  library.classPath(candidate),
                  PacedChild.class,
                  candidate,
                  server.dsn(),
                  perSecond,
                  seconds,
                  "groupLimit=0"));
      if (delivers) {
        Map<String, Long> seen = server.figures();
        double delivered = seen.get("events") - before.get("events");
        double logged = told.get("logged");
        double passed = (told.get("callers ms") + told.get("stop ms")) / 1000;
        told.put("lost %", 100 * (logged - delivered) / logged);
        told.put("delivered/s", delivered / passed);
        if (delivered > 0) {
          told.put("CPU ms/event", told.get("CPU ms") / delivered);
          told.put("bytes/event", (seen.get("bytes") - before.get("bytes")) / delivered);
        }
      }
      return told;
    }
  }
}
