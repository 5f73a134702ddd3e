package dev.whorl.benchmarks.log4j2;

import dev.whorl.benchmarks.appenders.Options;
import dev.whorl.benchmarks.appenders.Peer;
import io.sentry.Sentry;

/**
 * The client that is stopped with the JVM, not with the appender, so it is stopped here. It would
 * drop an error whose throwable it has seen, and benchmarks log one again and again.
 */
final class SentryOnLog4j implements Peer {
  SentryOnLog4j() {
    // The appender has no attribute for it.
    System.setProperty("sentry.enable-deduplication", "false");
  }

  @Override
  public String xml(Options options) {
    return """
        <Sentry name='%s' dsn='%s' minimumEventLevel='ERROR' minimumBreadcrumbLevel='%s'/>
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
