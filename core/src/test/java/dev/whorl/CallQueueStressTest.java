package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.CallQueue.Room;
import dev.whorl.CallQueue.Waiting;
import dev.whorl.event.LogCall;
import dev.whorl.testing.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers at full speed and a worker that does not keep up; each number must add up exactly. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CallQueueStressTest {
  private static final int THREADS = 8;
  private static final int CALLS = 200_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LogCall call = Calls.call().build();

  /** By kind, what became of the calls of one thread or of all. */
  private record Tally(long[] admitted, long[] counted, long[] refused) {
    Tally(int kinds) {
      this(new long[kinds], new long[kinds], new long[kinds]);
    }

    void add(int kind, Room room) {
      switch (room) {
        case ADMIT -> admitted[kind]++;
        case COUNTED -> counted[kind]++;
        case REFUSED -> refused[kind]++;
      }
    }

    void add(Tally other) {
      for (int kind = 0; kind < admitted.length; kind++) {
        admitted[kind] += other.admitted[kind];
        counted[kind] += other.counted[kind];
        refused[kind] += other.refused[kind];
      }
    }
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 1", "3, 50", "64, 200", "1024, 1", "1024, 100"})
  void callsOfManyThreads_areAllAccountedForByKind(int capacity, int kinds) throws Exception {
    CallQueue queue = new CallQueue(capacity);
    AtomicBoolean over = new AtomicBoolean();
    Future<Tally> worker = threads.submit(() -> work(queue, kinds, over));
    List<Future<Tally>> callers = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      callers.add(threads.submit(caller(queue, capacity, kinds, thread)));
    }
    Tally asked = new Tally(kinds);
    for (Future<Tally> caller : callers) {
      asked.add(caller.get());
    }
    over.set(true);
    Tally ended = worker.get();
    CallQueue.Left left = queue.drain();

    long offered = 0;
    for (int kind = 0; kind < kinds; kind++) {
      offered += asked.admitted[kind] + asked.counted[kind] + asked.refused[kind];
    }
    assertThat(offered).isEqualTo((long) THREADS * CALLS);
    assertThat(ended.admitted).isEqualTo(asked.admitted);
    assertThat(ended.counted).isEqualTo(asked.counted);
    assertThat(left).isEqualTo(new CallQueue.Left(List.of(), 0));
    assertThat(queue.counted()).isZero();
    assertThat(queue.waiting()).isZero();
    assertThat(queue.kinds()).isZero();
  }

  /** Half of the calls are of one kind. */
  private Callable<Tally> caller(CallQueue queue, int capacity, int kinds, int thread) {
    return () -> {
      SplittableRandom random = new SplittableRandom(thread);
      Tally tally = new Tally(kinds);
      for (int i = 0; i < CALLS; i++) {
        int kind = random.nextBoolean() ? 0 : random.nextInt(kinds);
        Room room = queue.room(kind);
        if (room == Room.ADMIT) {
          room = queue.offer(call, kind);
        }
        tally.add(kind, room);
        if (queue.size() > capacity) {
          throw new AssertionError("The queue holds more than its capacity");
        }
      }
      return tally;
    };
  }

  private static Tally work(CallQueue queue, int kinds, AtomicBoolean over) throws Exception {
    Tally tally = new Tally(kinds);
    SplittableRandom random = new SplittableRandom(-1);
    while (true) {
      boolean last = over.get();
      Waiting waiting = queue.take(last ? 0 : 1);
      if (waiting != null) {
        for (int i = random.nextInt(2000); i > 0; i--) {
          Thread.onSpinWait();
        }
        int kind = (int) waiting.kind().key;
        tally.admitted[kind]++;
        tally.counted[kind] += random.nextInt(4) > 0 ? queue.settle(waiting) : queue.leave(waiting);
      } else if (last) {
        return tally;
      }
    }
  }
}
