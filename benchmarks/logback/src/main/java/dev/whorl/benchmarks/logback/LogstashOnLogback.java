package dev.whorl.benchmarks.logback;

import dev.whorl.benchmarks.appenders.Options;
import dev.whorl.benchmarks.appenders.Peer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lines of JSON with the hash of the stack trace, behind the encoder's own asynchronous appender.
 */
final class LogstashOnLogback implements Peer {
  private static final long REST = TimeUnit.MILLISECONDS.toNanos(30);

  @Override
  public String xml(Options options) {
    return """
        <appender name='%s' class='net.logstash.logback.appender.LoggingEventAsyncDisruptorAppender'>
          <filter class='ch.qos.logback.classic.filter.ThresholdFilter'><level>ERROR</level></filter>
          <appender class='ch.qos.logback.core.FileAppender'>
            <file>/dev/null</file>
            <immediateFlush>false</immediateFlush>
            <encoder class='net.logstash.logback.encoder.LogstashEncoder'>
              <provider class='net.logstash.logback.composite.loggingevent.StackHashJsonProvider'/>
            </encoder>
          </appender>
        </appender>
        """
        .formatted(NAME);
  }

  /** It cannot be asked; that long it takes for a burst and more. */
  @Override
  public void settle() {
    LockSupport.parkNanos(REST);
  }
}
