package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.Discarded;
import dev.whorl.protocol.EncodedEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Keeps what it was asked to send, and answers as it was told to. */
final class FakeSender implements Sender {
  /** Stands for a request that has no event. */
  static final String REPORT_ONLY = "report";

  final List<String> sent = new CopyOnWriteArrayList<>();
  final List<Discarded> reports = new CopyOnWriteArrayList<>();
  final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile Function<String, Result> answers;
  volatile boolean closed;

  FakeSender(Function<String, Result> answers) {
    this.answers = answers;
  }

  static FakeSender delivering() {
    return new FakeSender(event -> new Result.Delivered());
  }

  static FakeSender refusing(DropReason reason) {
    return new FakeSender(event -> new Result.Refused(reason, "no", false));
  }

  static Result failure() {
    return new Result.Failed(DropReason.NETWORK, "nobody there", 0);
  }

  static FakeSender failing() {
    return new FakeSender(event -> failure());
  }

  /** Answers nothing until it is cancelled. */
  static FakeSender stalling() {
    FakeSender[] self = new FakeSender[1];
    self[0] =
        new FakeSender(
            event -> {
              try {
                self[0].cancelled.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new Result.Failed(DropReason.NETWORK, "broken off", 0);
            });
    return self[0];
  }

  /** From now on answers so. */
  void answer(Function<String, Result> newAnswers) {
    answers = newAnswers;
  }

  @Override
  public Result send(EncodedEvent event, Discarded report) {
    String text = event == null ? REPORT_ONLY : Events.text(event);
    sent.add(text);
    Result result = answers.apply(text);
    if (report != null && result instanceof Result.Delivered) {
      reports.add(report);
    }
    return result;
  }

  @Override
  public void cancel() {
    cancelled.countDown();
  }

  @Override
  public void close() {
    closed = true;
  }
}
