package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.whorl.CallQueue.Room;
import dev.whorl.CallQueue.Waiting;
import dev.whorl.event.LogCall;
import dev.whorl.testing.Calls;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class CallQueueTest {
  private static final long STORM = 1;
  private static final long RARE = 2;

  private final CallQueue queue = new CallQueue(8);

  private static LogCall call() {
    return Calls.call().build();
  }

  /** As a caller does it. */
  private static Room add(CallQueue queue, long kind) {
    Room room = queue.room(kind);
    return room == Room.ADMIT ? queue.offer(call(), kind) : room;
  }

  private void add(int calls, long kind, Room expected) {
    for (int i = 0; i < calls; i++) {
      assertThat(add(queue, kind)).isEqualTo(expected);
    }
  }

  @Test
  void calls_leaveInTheOrderInWhichTheyCame() throws Exception {
    LogCall first = call();
    LogCall second = call();
    assertThat(queue.offer(first, STORM)).isEqualTo(Room.ADMIT);
    assertThat(queue.offer(second, RARE)).isEqualTo(Room.ADMIT);

    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.take(0).call()).isSameAs(first);
    assertThat(queue.take(0).call()).isSameAs(second);
    assertThat(queue.take(0)).isNull();
    assertThat(queue.size()).isZero();
  }

  private static void fill(CallQueue queue, int calls) {
    for (int i = 0; i < calls; i++) {
      assertThat(add(queue, STORM)).isEqualTo(Room.ADMIT);
    }
  }

  @Test
  void queue_isStormyWhileAKindFillsItsPartAndOthersHaveTheirs() throws Exception {
    CallQueue usual = new CallQueue(1024);
    fill(usual, 671);
    assertThat(usual.isStormy()).isFalse();

    fill(usual, 97);
    assertThat(add(usual, STORM)).isEqualTo(Room.COUNTED);
    assertThat(usual.isStormy()).isTrue();

    assertThat(add(usual, RARE)).isEqualTo(Room.ADMIT);
    assertThat(usual.isStormy()).isFalse();

    usual.take(0);
    assertThat(usual.isStormy()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 255, 1025, 4096})
  void queueThatIsSmallOrLarge_isNeverStormy(int capacity) {
    CallQueue unusual = new CallQueue(capacity);
    fill(unusual, capacity - capacity / 4);

    assertThat(unusual.isStormy()).isFalse();
  }

  @Test
  void stormingKind_isCountedWhileNewKindsStillGetIn() {
    add(6, STORM, Room.ADMIT);
    add(3, STORM, Room.COUNTED);
    add(1, RARE, Room.ADMIT);
    add(1, RARE, Room.COUNTED);
    add(1, 3, Room.ADMIT);

    assertThat(queue.size()).isEqualTo(8);
    assertThat(queue.counted()).isEqualTo(4);
    assertThat(queue.kinds()).isEqualTo(3);
  }

  @Test
  void fullQueue_refusesOnlyWhatItCannotAttribute() {
    for (int kind = 1; kind <= 8; kind++) {
      add(1, kind, Room.ADMIT);
    }

    add(1, 9, Room.REFUSED);
    assertThat(queue.offer(call(), 9)).isEqualTo(Room.REFUSED);
    add(1, 8, Room.COUNTED);
    assertThat(queue.offer(call(), 8)).isEqualTo(Room.COUNTED);
    assertThat(queue.size()).isEqualTo(8);
  }

  @Test
  void settledCall_takesAllCountedOnesOfItsKindAlong() throws Exception {
    add(6, STORM, Room.ADMIT);
    add(5, STORM, Room.COUNTED);
    add(1, RARE, Room.ADMIT);
    add(2, RARE, Room.COUNTED);
    Waiting first = queue.take(0);

    assertThat(queue.settle(first)).isEqualTo(5);
    assertThat(queue.counted()).isEqualTo(2);
    assertThat(queue.settle(queue.take(0))).isZero();
  }

  @Test
  void callThatLeaves_handsTheCountToTheNextOfItsKind() throws Exception {
    add(6, STORM, Room.ADMIT);
    add(5, STORM, Room.COUNTED);
    for (int i = 0; i < 4; i++) {
      assertThat(queue.leave(queue.take(0))).isZero();
    }

    assertThat(queue.settle(queue.take(0))).isEqualTo(5);
  }

  @Test
  void lastCallOfItsKindThatLeaves_givesTheCountThatNobodyTakes() throws Exception {
    add(6, STORM, Room.ADMIT);
    add(5, STORM, Room.COUNTED);
    for (int i = 0; i < 5; i++) {
      assertThat(queue.leave(queue.take(0))).isZero();
    }

    assertThat(queue.leave(queue.take(0))).isEqualTo(5);
    assertThat(queue.counted()).isZero();
    assertThat(queue.kinds()).isZero();
  }

  @Test
  void callInTheWorkersHand_stillTakesTheCountAlong() throws Exception {
    CallQueue small = new CallQueue(1);
    assertThat(add(small, STORM)).isEqualTo(Room.ADMIT);
    Waiting inHand = small.take(0);
    assertThat(add(small, RARE)).isEqualTo(Room.ADMIT);

    assertThat(add(small, STORM)).isEqualTo(Room.COUNTED);
    assertThat(small.settle(inHand)).isEqualTo(1);
    assertThat(add(small, STORM)).isEqualTo(Room.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void smallQueue_keepsNoPlaceForNewKinds(int capacity) {
    CallQueue small = new CallQueue(capacity);
    for (int i = 0; i < capacity; i++) {
      assertThat(add(small, STORM)).isEqualTo(Room.ADMIT);
    }

    assertThat(add(small, STORM)).isEqualTo(Room.COUNTED);
    assertThat(add(small, RARE)).isEqualTo(Room.REFUSED);
    assertThat(small.size()).isEqualTo(capacity);
    assertThat(small.drain()).isEqualTo(new CallQueue.Left(equalCalls(capacity), 1));
  }

  private static List<LogCall> equalCalls(int calls) {
    return Collections.nCopies(calls, call());
  }

  @Test
  void drain_givesAllThatNobodyTookAndTheirCounts() throws Exception {
    add(6, STORM, Room.ADMIT);
    add(5, STORM, Room.COUNTED);
    add(1, RARE, Room.ADMIT);
    add(3, RARE, Room.COUNTED);
    Waiting inHand = queue.take(0);
    CallQueue.Left left = queue.drain();

    assertThat(left.calls()).hasSize(6);
    assertThat(left.counted()).isEqualTo(3);
    assertThat(queue.size()).isZero();
    assertThat(queue.leave(inHand)).isEqualTo(5);
    assertThat(queue.kinds()).isZero();
  }

  @Test
  void remove_takesThisVeryCallAndNoEqualOne() throws Exception {
    LogCall mine = call();
    LogCall equal = call();
    assertThat(equal).isEqualTo(mine);
    queue.offer(equal, STORM);
    queue.offer(mine, STORM);

    Waiting removed = queue.remove(mine);
    assertThat(removed.call()).isSameAs(mine);
    assertThat(queue.leave(removed)).isZero();
    assertThat(queue.remove(mine)).isNull();
    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.take(0).call()).isSameAs(equal);
  }

  @Test
  void kindsOfOneChain_areToldApart() throws Exception {
    CallQueue one = new CallQueue(4);
    for (int round = 0; round < 1000; round++) {
      int counted = round % 5;
      for (int i = 0; i < 4; i++) {
        assertThat(add(one, round * 4L + i)).isEqualTo(Room.ADMIT);
      }
      assertThat(one.kinds()).isEqualTo(4);
      for (int i = 0; i < counted; i++) {
        assertThat(add(one, round * 4L + i)).isEqualTo(Room.COUNTED);
      }
      for (int i = 0; i < 4; i++) {
        assertThat(one.settle(one.take(0))).isEqualTo(i < counted ? 1 : 0);
      }
      assertThat(one.kinds()).isZero();
    }
  }

  @Test
  void take_waitsForACall() throws Exception {
    CompletableFuture<Waiting> taken = new CompletableFuture<>();
    Thread taker = taker(taken, 60_000);
    await().until(() -> taker.getState() == Thread.State.TIMED_WAITING);
    add(1, STORM, Room.ADMIT);

    assertThat(taken.get(10, TimeUnit.SECONDS)).isNotNull();
    taker.join();
  }

  @Test
  void takeWithinATime_givesUp() throws Exception {
    assertThat(queue.take(1)).isNull();
  }

  @Test
  void interruptedTaker_isWoken() throws Exception {
    CompletableFuture<Waiting> taken = new CompletableFuture<>();
    Thread taker = taker(taken, 60_000);
    await().until(() -> taker.getState() == Thread.State.TIMED_WAITING);
    taker.interrupt();

    taker.join();
    assertThat(taken).isCompletedExceptionally();
  }

  private Thread taker(CompletableFuture<Waiting> taken, long millis) {
    Thread taker =
        new Thread(
            () -> {
              try {
                taken.complete(queue.take(millis));
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    taker.start();
    return taker;
  }

  @Test
  void capacityThatCannotBe_isRefused() {
    assertThatThrownBy(() -> new CallQueue(0)).hasMessageContaining("The capacity is 0");
    assertThat(new CallQueue(1_000_000).size()).isZero();
  }
}
