package dev.whorl.benchmarks.log4j2;

import dev.whorl.benchmarks.appenders.Options;
import dev.whorl.benchmarks.appenders.Peer;

/** The floor. */
final class NothingOnLog4j implements Peer {
  @Override
  public String xml(Options options) {
    return "<Null name='%s'/>".formatted(NAME);
  }

  @Override
  public void settle() {}
}
