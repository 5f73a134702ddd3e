package dev.whorl.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.whorl.contract.FullQueue;
import dev.whorl.event.DropReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a call costs that the queue has no room for. */
@Timeout(30)
class FullQueueTest {
  @TempDir Path folder;

  private final LoggerContext context = new LoggerContext();

  private LoggingEvent event(Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "fqcn", context.getLogger("com.acme.Shop"), Level.ERROR, "failed", thrown, null);
    event.setMDCPropertyMap(Map.of("order", "17", "tenant", "acme"));
    return event;
  }

  @Test
  void callWithoutRoom_allocatesNothing() throws Exception {
    LoggingEvent known = event(new IllegalStateException("order", new IOException("disk")));
    LoggingEvent other = event(new IllegalArgumentException("another kind"));
    WhorlAppender appender = new WhorlAppender();
    appender.setContext(context);
    appender.setFolder(folder.toString());
    appender.setQueueCapacity("1");
    try (FullQueue queue = new FullQueue()) {
      appender.beforeSend(queue);
      appender.start();
      queue.fill(() -> appender.doAppend(known));

      assertThat(FullQueue.allocatedBytes(() -> appender.doAppend(known))).isZero();
      assertThat(appender.metrics().dropped()).isEmpty();
      assertThat(FullQueue.allocatedBytes(() -> appender.doAppend(other))).isZero();
      assertThat(appender.metrics().dropped())
          .isEqualTo(Map.of(DropReason.QUEUE_FULL, (long) FullQueue.CALLS));
    } finally {
      appender.stop();
    }
    assertThat(appender.metrics().suppressed()).isEqualTo(FullQueue.CALLS);
  }
}
