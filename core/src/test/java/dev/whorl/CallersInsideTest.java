package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallersInsideTest {
  private final CallersInside inside = new CallersInside();

  @Test
  void threadThatIsInside_entersAgainOnlyAfterItLeft() {
    Thread thread = new Thread();

    assertThat(inside.enter(thread)).isTrue();
    assertThat(inside.enter(thread)).isFalse();
    inside.leave(thread);
    assertThat(inside.enter(thread)).isTrue();
  }

  @Test
  void moreThreadsThanPlaces_areToldApart() {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      threads.add(new Thread());
    }

    assertThat(threads).allMatch(inside::enter);
    assertThat(threads).noneMatch(inside::enter);
    threads.subList(0, 2500).forEach(inside::leave);
    assertThat(threads.subList(2500, 5000)).noneMatch(inside::enter);
    assertThat(threads.subList(0, 2500)).allMatch(inside::enter);
    threads.forEach(inside::leave);
    assertThat(threads).allMatch(inside::enter);
  }

  @Test
  void threadsAtOnce_neverTakeEachOthersPlaces() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch begin = new CountDownLatch(1);
    List<Future<Boolean>> results = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      results.add(
          threads.submit(
              () -> {
                begin.await();
                boolean right = true;
                for (int round = 0; round < 50_000; round++) {
                  right &= inside.enter(Thread.currentThread());
                  right &= !inside.enter(Thread.currentThread());
                  inside.leave(Thread.currentThread());
                }
                return right;
              }));
    }
    begin.countDown();
    for (Future<Boolean> result : results) {
      assertThat(result.get()).isTrue();
    }
    threads.shutdown();
  }
}
