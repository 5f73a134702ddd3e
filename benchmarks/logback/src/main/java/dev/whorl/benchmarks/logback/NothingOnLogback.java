package dev.whorl.benchmarks.logback;

import dev.whorl.benchmarks.appenders.Options;
import dev.whorl.benchmarks.appenders.Peer;

/** The floor. */
final class NothingOnLogback implements Peer {
  @Override
  public String xml(Options options) {
    return "<appender name='%s' class='ch.qos.logback.core.helpers.NOPAppender'/>".formatted(NAME);
  }

  @Override
  public void settle() {}
}
