package dev.whorl.benchmarks.appenders;

/** A candidate on one logging library: the XML of its appender, and what it wants besides. */
public interface Peer {
  /** What an appender is called in all configurations. */
  String NAME = "measured";

  /** The part of the configuration that stands for the appender {@link #NAME}. */
  String xml(Options options);

  /** Called when the library has started. */
  default void started() {}

  /** Waits until nothing is on its way any more, some seconds at the most. */
  void settle();

  /** How many events it has delivered, if no server can count them; else -1. */
  default long delivered() {
    return -1;
  }

  /** Called after the library has stopped. */
  default void stopped() {}
}
