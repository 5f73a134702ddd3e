package dev.whorl.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.Breadcrumb;
import dev.whorl.testing.Calls;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BreadcrumbTrailTest {
  private final BreadcrumbTrail trail = new BreadcrumbTrail(3);

  @Test
  void fullTrail_forgetsTheOldest() {
    for (int i = 1; i <= 7; i++) {
      add("t", "m" + i);
    }

    assertThat(messages("t")).containsExactly("m5", "m6", "m7");
  }

  @Test
  void partlyFilledTrail_isOldestFirst() {
    add("t", "m1");
    add("t", "m2");

    assertThat(messages("t")).containsExactly("m1", "m2");
  }

  @Test
  void threads_haveTheirOwnTrails() {
    add("a", "of a");
    add(5L, "of 5");

    assertThat(messages("a")).containsExactly("of a");
    assertThat(messages(5L)).containsExactly("of 5");
    assertThat(trail.of("nobody")).isEmpty();
  }

  @Test
  void copy_doesNotGrow() {
    add("t", "m1");
    List<Breadcrumb> copy = trail.of("t");
    add("t", "m2");

    assertThat(copy).extracting(Breadcrumb::message).containsExactly("m1");
  }

  @Test
  void moreThreadsThanRemembered_forgetsTheOnesThatLoggedLongestAgo() {
    for (int thread = 0; thread < 5_000; thread++) {
      add(thread, "m");
      add("busy", "m" + thread);
    }

    assertThat(remembered(5_000)).isBetween(300L, (long) BreadcrumbTrail.MAX_THREADS);
    assertThat(trail.of(4_999)).isNotEmpty();
    assertThat(trail.of(0)).isEmpty();
    assertThat(messages("busy")).containsExactly("m4997", "m4998", "m4999");
  }

  @Test
  void zeroCapacity_keepsNothing() {
    BreadcrumbTrail none = new BreadcrumbTrail(0);
    none.add("t", () -> Calls.breadcrumb("m"));

    assertThat(none.of("t")).isEmpty();
  }

  @Test
  void breadcrumbs_arePutTogetherWhenTheyAreRead() {
    AtomicInteger made = new AtomicInteger();
    trail.add("t", () -> Calls.breadcrumb("m" + made.incrementAndGet()));
    List<Breadcrumb> copy = trail.of("t");

    assertThat(made).hasValue(0);
    assertThat(copy).extracting(Breadcrumb::message).containsExactly("m1");
  }

  @Test
  void clear_forgetsEverything() {
    add("t", "m");
    trail.clear();

    assertThat(trail.of("t")).isEmpty();
  }

  @Test
  void useByManyThreads_neitherFailsNorMixesTrails() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> work =
          IntStream.range(0, 4).<Future<?>>mapToObj(n -> threads.submit(() -> churn(n))).toList();
      for (Future<?> done : work) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(remembered(8_000)).isLessThanOrEqualTo(BreadcrumbTrail.MAX_THREADS + 4L);
  }

  private void add(Object thread, String message) {
    trail.add(thread, () -> Calls.breadcrumb(message));
  }

  private void churn(int n) {
    for (int i = 0; i < 2_000; i++) {
      int thread = i * 4 + n;
      add(thread, "m" + thread);
      add("shared", "s");
      assertThat(trail.of("shared")).hasSizeLessThanOrEqualTo(3).doesNotContainNull();
      assertThat(messages(thread)).isSubsetOf("m" + thread);
    }
  }

  private long remembered(int threads) {
    return IntStream.range(0, threads).filter(thread -> !trail.of(thread).isEmpty()).count();
  }

  private List<String> messages(Object thread) {
    return trail.of(thread).stream().map(Breadcrumb::message).toList();
  }
}
