package dev.whorl.benchmarks.appenders;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A storm of one error from eight threads at full speed: what its callers wait, what becomes of the
 * errors, what it costs. Arguments: how many errors, how often it is repeated.
 */
public final class StormRun {
  /** One storm says little of the few microseconds between these. */
  private static final Candidate[] COMPARED = {Candidate.NOTHING, Candidate.WHORL};

  /** The others take part in every third repetition. */
  private static final int PEERS_EACH = 3;

  private StormRun() {}

  /** Runs each candidate on each library in a JVM of its own, in turn. */
  public static void main(String[] arguments) {
    int errors = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
    int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 6;
    Figures figures = new Figures("storm");
    for (int time = 0; time < times; time++) {
      for (Library library : Library.values()) {
        for (Candidate candidate : time % PEERS_EACH == 0 ? Candidate.values() : COMPARED) {
          figures.add(library.title(), "storm", candidate, storm(library, candidate, errors));
        }
      }
    }
    figures.print();
  }

  private static Map<String, Double> storm(Library library, Candidate candidate, int errors) {
    try (ServerProcess server = ServerProcess.start()) {
      Map<String, Double> told =
          new LinkedHashMap<>(
              ChildJvm.run(
                  library.classPath(candidate), StormChild.class, candidate, server.dsn(), errors));
      if (candidate == Candidate.WHORL || candidate == Candidate.SENTRY) {
        Map<String, Long> seen = server.figures();
        told.put("delivered", (double) seen.get("events"));
        if (candidate == Candidate.WHORL) {
          // The server does not read how sentry tells what it dropped.
          told.put("suppressed", (double) seen.get("suppressed"));
          told.put("unaccounted", told.get("logged") - seen.get("events") - seen.get("suppressed"));
        }
      }
      return told;
    }
  }
}
