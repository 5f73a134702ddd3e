package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.capture.EventFactoryTest;
import dev.whorl.capture.Scrubber;
import dev.whorl.delivery.Outbox;
import dev.whorl.delivery.RecordingAccounting;
import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import dev.whorl.testing.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An error that nobody foresaw, in each step: it costs that event, and the worker goes on. */
class WorkerTest {
  private final RecordingAccounting accounting = new RecordingAccounting();
  private final List<EncodedEvent> stored = new ArrayList<>();
  private final CallQueue queue = new CallQueue(100);
  private final RecordingStatus status = new RecordingStatus();
  private Supplier<Outbox.Refusal> outboxAnswers = () -> null;

  static List<Error> errors() {
    return List.of(new OutOfMemoryError("test"), new StackOverflowError("test"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void outboxThatThrows_losesOneEventCountedAndTheWorkerGoesOn(Error error) {
    int[] puts = {0};
    outboxAnswers =
        () -> {
          if (puts[0]++ == 0) {
            throw error;
          }
          return null;
        };
    Worker worker = run(null, Calls.call().build(), Calls.call().build());

    assertThat(accounting.dropped).containsExactly(DropReason.INTERNAL_ERROR);
    assertThat(accounting.details).containsExactly(error.getClass().getName());
    assertThat(stored).hasSize(1);
    assertThat(worker.isHandingOver()).isFalse();
    assertThat(queue.waiting()).isZero();
  }

  @ParameterizedTest
  @MethodSource("errors")
  void hookThatThrows_costsNothing(Error error) {
    run(
        (event, call) -> {
          throw error;
        },
        Calls.call().build(),
        Calls.call().build());

    assertThat(stored).hasSize(2);
    assertThat(accounting.dropped).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("errors")
  void throwableThatThrows_costsOnlyWhatCannotBeRead(Error error) {
    RuntimeException broken =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw error;
          }

          @Override
          public StackTraceElement[] getStackTrace() {
            throw error;
          }
        };
    run(null, Calls.call().thrown(broken).build(), Calls.call().build());

    assertThat(stored).hasSize(2);
    assertThat(accounting.dropped).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("errors")
  void valueOfAHookThatCannotBeWritten_costsTheValue(Error error) {
    Object value =
        new Object() {
          @Override
          public String toString() {
            throw error;
          }
        };
    run(
        (event, call) -> event.toBuilder().contextValue("hook", "value", value).build(),
        Calls.call().build());

    assertThat(stored).hasSize(1);
    assertThat(accounting.dropped).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("errors")
  void statusSystemThatThrows_stopsNoWorker(Error error) {
    Notices notices =
        new Notices(
            new RecordingStatus() {
              @Override
              public void error(String message) {
                throw error;
              }
            });
    notices.trouble("test", "something");
    queue.offer(Calls.call().build(), 1);
    Worker worker = worker(null, notices);
    worker.finish();
    worker.run();

    assertThat(stored).hasSize(1);
  }

  @Test
  void droppedEvent_isOnItsWayUntilItIsCounted() {
    queue.offer(Calls.call().build(), 1);
    Worker worker = worker((event, call) -> null, new Notices(status));
    List<Boolean> onItsWay = new ArrayList<>();
    accounting.beforeDropped = () -> onItsWay.add(queue.waiting() > 0 || worker.isHandingOver());
    worker.finish();
    worker.run();

    assertThat(onItsWay).containsExactly(true);
    assertThat(worker.isHandingOver()).isFalse();
  }

  @Test
  void hookThatDrops_leavesTheCountOfItsKindToTheNextOne() {
    queue.offer(Calls.call().build(), 1);
    queue.offer(Calls.call().build(), 1);
    while (queue.size() < 75) {
      queue.offer(Calls.call().build(), queue.size());
    }
    assertThat(queue.room(1)).isEqualTo(CallQueue.Room.COUNTED);
    int[] calls = {0};
    Worker worker =
        worker((event, call) -> calls[0]++ == 0 ? null : event, new Notices(new RecordingStatus()));
    worker.finish();
    worker.run();

    assertThat(accounting.dropped).containsExactlyInAnyOrder(DropReason.BEFORE_SEND);
    assertThat(stored).hasSize(74);
    assertThat(suppressed).containsExactly(1L);
    assertThat(queue.counted()).isZero();
  }

  @Test
  void hookThatDropsAllOfAKind_leavesItsCountToTheQueue() {
    queue.offer(Calls.call().build(), 1);
    while (queue.size() < 75) {
      queue.offer(Calls.call().build(), queue.size() + 1);
    }
    queue.room(1);
    Worker worker = worker((event, call) -> null, new Notices(new RecordingStatus()));
    worker.finish();
    worker.run();

    assertThat(accounting.dropped)
        .hasSize(76)
        .containsOnlyOnce(DropReason.QUEUE_FULL)
        .contains(DropReason.BEFORE_SEND);
  }

  private final List<Long> suppressed = new ArrayList<>();

  private Worker run(BeforeSend hook, dev.whorl.event.LogCall... calls) {
    for (dev.whorl.event.LogCall call : calls) {
      queue.offer(call, 1);
    }
    Worker worker = worker(hook, new Notices(status));
    worker.finish();
    worker.run();
    return worker;
  }

  private Worker worker(BeforeSend hook, Notices notices) {
    Settings settings = Settings.builder(Map.<String, String>of()::get).build();
    Outbox outbox = new ScriptedOutbox();
    ReporterMetrics metrics = new ReporterMetrics(() -> 0);
    GroupLimiter limiter =
        new GroupLimiter(
            0,
            System::nanoTime,
            1 << 20,
            new Handover(outbox, accounting, metrics),
            suppressed::add);
    return new Worker(
        new Worker.Parts(
            queue,
            EventFactoryTest.factory(new ArrayList<>()),
            hook,
            new Grouping(
                settings, new CallVariables(new Scrubber(List.of()), notices), notices, () -> 0),
            limiter,
            outbox,
            accounting,
            metrics,
            notices,
            () -> {}));
  }

  private final class ScriptedOutbox implements Outbox {
    @Override
    public Refusal put(EncodedEvent event) {
      Refusal refusal = outboxAnswers.get();
      if (refusal == null) {
        stored.add(event);
      }
      return refusal;
    }

    @Override
    public long waiting() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
