package dev.whorl.faults;

import java.util.Map;

/** The back ends. */
enum Library {
  LOGBACK {
    @Override
    Candidate candidate() {
      return new LogbackCandidate();
    }
  },
  LOG4J {
    @Override
    Candidate candidate() {
      return new Log4jCandidate();
    }
  };

  /** One that is not configured yet. */
  abstract Candidate candidate();

  /** A running one. */
  final Candidate start(Map<String, String> settings) {
    Candidate candidate = candidate();
    candidate.start(settings);
    return candidate;
  }
}
