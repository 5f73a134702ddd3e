package dev.whorl.benchmarks.logback;

import ch.qos.logback.classic.LoggerContext;
import dev.whorl.benchmarks.appenders.Options;
import dev.whorl.benchmarks.appenders.Peer;
import dev.whorl.logback.WhorlAppender;
import java.time.Duration;
import org.slf4j.Logger;

/** What this is all about. */
final class WhorlOnLogback implements Peer {
  private final LoggerContext context;

  WhorlOnLogback(LoggerContext context) {
    this.context = context;
  }

  @Override
  public String xml(Options options) {
    StringBuilder elements = new StringBuilder();
    options
        .whorlSettings()
        .forEach((name, value) -> elements.append("<%s>%s</%s>".formatted(name, value, name)));
    return "<appender name='%s' class='%s'>%s</appender>"
        .formatted(NAME, WhorlAppender.class.getName(), elements);
  }

  @Override
  public void settle() {
    WhorlAppender appender =
        (WhorlAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(NAME);
    boolean unused = appender.flush(Duration.ofSeconds(10));
  }
}
