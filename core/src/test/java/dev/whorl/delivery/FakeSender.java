package dev.whorl.delivery;

import dev.whorl.event.DropReason;
import dev.whorl.protocol.EncodedEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Keeps what it was asked to send, and answers as it was told to. */
final class FakeSender implements Sender {
  final List<String> sent = new CopyOnWriteArrayList<>();
  final CountDownLatch cancelled = new CountDownLatch(1);
  private final Function<String, Result> answers;
  volatile boolean closed;

  FakeSender(Function<String, Result> answers) {
    this.answers = answers;
  }

  static FakeSender delivering() {
    return new FakeSender(event -> Result.DELIVERED);
  }

  static FakeSender refusing(DropReason reason) {
    return new FakeSender(event -> new Result(reason, "no"));
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
              return new Result(DropReason.NETWORK, "broken off");
            });
    return self[0];
  }

  @Override
  public Result send(EncodedEvent event) {
    String text = Events.text(event);
    sent.add(text);
    return answers.apply(text);
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
