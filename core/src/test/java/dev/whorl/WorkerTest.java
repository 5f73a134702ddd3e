package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.capture.EventFactoryTest;
import dev.whorl.capture.Scrubber;
import dev.whorl.delivery.Accounting;
import dev.whorl.delivery.Outbox;
import dev.whorl.event.DropReason;
import dev.whorl.event.LogCall;
import dev.whorl.protocol.EncodedEvent;
import dev.whorl.testing.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

class WorkerTest {
  /** An outbox whose first event meets an error that nobody foresaw. */
  private static final class FailingOnce implements Outbox {
    private int puts;

    @Override
    public Refusal put(EncodedEvent event) {
      if (puts++ == 0) {
        throw new IllegalStateException("the outbox is broken");
      }
      return null;
    }

    @Override
    public void close() {}
  }

  @Test
  void outboxThatThrows_losesOneEventCountedAndTheWorkerGoesOn() {
    List<String> ends = new ArrayList<>();
    Accounting accounting =
        new Accounting() {
          @Override
          public void delivered() {
            ends.add("delivered");
          }

          @Override
          public void dropped(DropReason reason, String detail) {
            ends.add(reason.label());
          }
        };
    BlockingQueue<LogCall> queue = new ArrayBlockingQueue<>(2);
    queue.add(Calls.call().build());
    queue.add(Calls.call().build());
    Notices notices = new Notices(new RecordingStatus());
    Settings settings = Settings.builder(Map.<String, String>of()::get).build();
    Worker worker =
        new Worker(
            queue,
            EventFactoryTest.factory(new ArrayList<>()),
            null,
            new Grouping(
                settings, new CallVariables(new Scrubber(List.of()), notices), notices, () -> 0),
            new FailingOnce(),
            true,
            accounting,
            new ReporterMetrics(() -> 0),
            notices);
    worker.finish();
    worker.run();

    assertThat(ends).containsExactly("internal_error", "delivered");
    assertThat(worker.inHand()).isZero();
  }
}
