package dev.whorl.benchmarks.log4j2;

import dev.whorl.benchmarks.appenders.Options;
import dev.whorl.benchmarks.appenders.Peer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lines of JSON by the template layout, behind Log4j's asynchronous appender. */
final class JsonTemplateOnLog4j implements Peer {
  private static final long REST = TimeUnit.MILLISECONDS.toNanos(50);

  @Override
  public String xml(Options options) {
    return """
        <File name='lines' fileName='/dev/null' immediateFlush='false'><JsonTemplateLayout/></File>
        <Async name='%s'>
          <ThresholdFilter level='ERROR'/>
          <AppenderRef ref='lines'/>
        </Async>
        """
        .formatted(NAME);
  }

  /** It cannot be asked; that long it takes for a burst and more. */
  @Override
  public void settle() {
    LockSupport.parkNanos(REST);
  }
}
