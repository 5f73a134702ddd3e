package dev.whorl.benchmarks.log4j2;

import dev.whorl.benchmarks.appenders.Options;
import dev.whorl.benchmarks.appenders.Peer;
import dev.whorl.log4j2.WhorlAppender;
import java.time.Duration;
import org.apache.logging.log4j.core.LoggerContext;

/** What this is all about. */
final class WhorlOnLog4j implements Peer {
  private final LoggerContext context;

  WhorlOnLog4j(LoggerContext context) {
    this.context = context;
  }

  @Override
  public String xml(Options options) {
    StringBuilder attributes = new StringBuilder();
    options
        .whorlSettings()
        .forEach((name, value) -> attributes.append(" %s='%s'".formatted(name, value)));
    return "<Whorl name='%s'%s/>".formatted(NAME, attributes);
  }

  @Override
  public void settle() {
    WhorlAppender appender = context.getConfiguration().getAppender(NAME);
    boolean unused = appender.flush(Duration.ofSeconds(10));
  }
}
