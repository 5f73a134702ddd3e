package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.CallQueue.Room;
import dev.whorl.CallQueue.Waiting;
import dev.whorl.testing.Calls;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The queue does what a simple model of it does, which nobody needs to share. */
class CallQueuePropertiesTest {
  /** For each kind the calls that wait and those that were only counted. */
  private static final class Model {
    final Map<Integer, int[]> kinds = new HashMap<>();
    int size;

    Room add(int kind, int capacity) {
      int[] known = kinds.get(kind);
      if (size < (known == null ? capacity : capacity - capacity / 4)) {
        kinds.computeIfAbsent(kind, unused -> new int[2])[0]++;
        size++;
        return Room.ADMIT;
      } else if (known != null) {
        known[1]++;
        return Room.COUNTED;
      }
      return Room.REFUSED;
    }

    long end(int kind, boolean settles) {
      int[] known = kinds.get(kind);
      known[0]--;
      int counted = 0;
      if (settles || known[0] == 0) {
        counted = known[1];
        known[1] = 0;
      }
      if (known[0] == 0) {
        kinds.remove(kind);
      }
      return counted;
    }

    long counted() {
      return kinds.values().stream().mapToLong(known -> known[1]).sum();
    }
  }

  /** Steps up to 5 are calls of a kind, the others are the worker's. */
  @Property
  void everyCall_isInExactlyOnePlace(
      @ForAll @IntRange(min = 1, max = 13) int capacity,
      @ForAll @Size(max = 200) List<@IntRange(max = 9) Integer> steps)
      throws Exception {
    CallQueue queue = new CallQueue(capacity);
    Model model = new Model();
    Queue<Waiting> inHand = new ArrayDeque<>();
    for (int step : steps) {
      if (step <= 5) {
        Room room = queue.room(step);
        room = room == Room.ADMIT ? queue.offer(Calls.call().build(), step) : room;
        assertThat(room).isEqualTo(model.add(step, capacity));
      } else if (step <= 7) {
        Waiting taken = queue.take(0);
        assertThat(taken == null).isEqualTo(model.size == 0);
        if (taken != null) {
          inHand.add(taken);
          model.size--;
        }
      } else if (!inHand.isEmpty()) {
        Waiting ended = inHand.remove();
        boolean settles = step == 8;
        assertThat(settles ? queue.settle(ended) : queue.leave(ended))
            .isEqualTo(model.end((int) ended.kind().key, settles));
      }
      assertThat(queue.size()).isEqualTo(model.size).isLessThanOrEqualTo(capacity);
      assertThat(queue.counted()).isEqualTo(model.counted());
      assertThat(queue.kinds()).isEqualTo(model.kinds.size());
    }
    long counted = queue.counted();
    CallQueue.Left left = queue.drain();
    long taken = left.counted();
    for (Waiting waiting : inHand) {
      taken += queue.leave(waiting);
    }
    assertThat(left.calls()).hasSize(model.size);
    assertThat(taken).isEqualTo(counted);
    assertThat(queue.kinds()).isZero();
  }
}
