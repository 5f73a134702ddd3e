package dev.whorl.benchmarks.logback;

import dev.whorl.benchmarks.appenders.Options;
import dev.whorl.benchmarks.appenders.Peer;
import io.sentry.Sentry;

/**
 * The client that is stopped with the JVM, not with the appender, so it is stopped here. It would
 * drop an error whose throwable it has seen, and benchmarks log one again and again.
 */
final class SentryOnLogback implements Peer {
  @Override
  public String xml(Options options) {
    return """
        <appender name='%s' class='io.sentry.logback.SentryAppender'>
          <options><dsn>%s</dsn><enableDeduplication>false</enableDeduplication></options>
          <minimumEventLevel>ERROR</minimumEventLevel>
          <minimumBreadcrumbLevel>%s</minimumBreadcrumbLevel>
        </appender>
        """
        .formatted(NAME, options.dsn(), options.breadcrumbLevel());
  }

  @Override
  public void settle() {
    Sentry.flush(10_000);
  }

  @Override
  public void stopped() {
    Sentry.close();
  }
}
