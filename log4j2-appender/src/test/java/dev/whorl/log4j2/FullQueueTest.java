package dev.whorl.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.contract.FullQueue;
import dev.whorl.event.DropReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a call costs that the queue has no room for. */
@Timeout(30)
class FullQueueTest {
  @TempDir Path folder;

  private static LogEvent event(Throwable thrown) {
    SortedArrayStringMap context = new SortedArrayStringMap();
    context.putValue("order", "17");
    context.putValue("tenant", "acme");
    return Log4jLogEvent.newBuilder()
        .setLoggerName("com.acme.Shop")
        .setLevel(Level.ERROR)
        .setMessage(new SimpleMessage("failed"))
        .setContextData(context)
        .setThreadName("worker-1")
        .setThrown(thrown)
        .build();
  }

  @Test
  void callWithoutRoom_allocatesNothing() throws Exception {
    LogEvent known = event(new IllegalStateException("order", new IOException("disk")));
    LogEvent other = event(new IllegalArgumentException("another kind"));
    FullQueue queue = new FullQueue();
    WhorlAppender appender =
        WhorlAppender.newBuilder()
            .setName("whorl")
            .setFolder(folder.toString())
            .setQueueCapacity("1")
            .beforeSend(queue)
            .build();
    try (queue) {
      appender.start();
      queue.fill(() -> appender.append(known));

      assertThat(FullQueue.allocatedBytes(() -> appender.append(known))).isZero();
      assertThat(appender.metrics().dropped()).isEmpty();
      assertThat(FullQueue.allocatedBytes(() -> appender.append(other))).isZero();
      assertThat(appender.metrics().dropped())
          .isEqualTo(Map.of(DropReason.QUEUE_FULL, (long) FullQueue.CALLS));
    } finally {
      appender.stop();
    }
    assertThat(appender.metrics().suppressed()).isEqualTo(FullQueue.CALLS);
  }
}
