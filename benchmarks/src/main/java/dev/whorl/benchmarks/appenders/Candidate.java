package dev.whorl.benchmarks.appenders;

/** What is measured on each logging library. */
public enum Candidate {
  /** The library's own appender that does nothing: the floor. */
  NOTHING("no-op"),
  WHORL("Whorl"),
  /** sentry-logback and sentry-log4j2. */
  SENTRY("sentry"),
  /** The appenders of OpenTelemetry, with an exporter that drops. */
  OPENTELEMETRY("OpenTelemetry"),
  /** Lines of JSON behind an asynchronous appender: the Logstash encoder, the JSON template. */
  JSON("JSON lines");

  private final String title;

  Candidate(String title) {
    this.title = title;
  }

  /** As it stands in tables. */
  public String title() {
    return title;
  }
}
