package dev.whorl.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whorl.event.Breadcrumb;
import dev.whorl.testing.Calls;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BreadcrumbTrailTest {
  private final BreadcrumbTrail trail = new BreadcrumbTrail(3);

  @Test
  void fullTrail_forgetsTheOldest() {
    for (int i = 1; i <= 7; i++) {
      trail.add("t", Calls.breadcrumb("m" + i));
    }

    assertThat(messages("t")).containsExactly("m5", "m6", "m7");
  }

  @Test
  void partlyFilledTrail_isOldestFirst() {
    trail.add("t", Calls.breadcrumb("m1"));
    trail.add("t", Calls.breadcrumb("m2"));

    assertThat(messages("t")).containsExactly("m1", "m2");
  }

  @Test
  void threads_haveTheirOwnTrails() {
    trail.add("a", Calls.breadcrumb("of a"));
    trail.add(5L, Calls.breadcrumb("of 5"));

    assertThat(messages("a")).containsExactly("of a");
    assertThat(messages(5L)).containsExactly("of 5");
    assertThat(trail.of("nobody")).isEmpty();
  }

  @Test
  void copy_doesNotGrow() {
    trail.add("t", Calls.breadcrumb("m1"));
    List<Breadcrumb> copy = trail.of("t");
    trail.add("t", Calls.breadcrumb("m2"));

    assertThat(copy).hasSize(1);
  }

  @Test
  void moreThreadsThanRemembered_forgetsTheOnesThatLoggedLongestAgo() {
    for (int thread = 0; thread < 5_000; thread++) {
      trail.add(thread, Calls.breadcrumb("m"));
      trail.add("busy", Calls.breadcrumb("m" + thread));
    }

    assertThat(remembered(5_000)).isBetween(300L, (long) BreadcrumbTrail.MAX_THREADS);
    assertThat(trail.of(4_999)).isNotEmpty();
    assertThat(trail.of(0)).isEmpty();
    assertThat(messages("busy")).containsExactly("m4997", "m4998", "m4999");
  }

  @Test
  void zeroCapacity_keepsNothing() {
    BreadcrumbTrail none = new BreadcrumbTrail(0);
    none.add("t", Calls.breadcrumb("m"));

    assertThat(none.of("t")).isEmpty();
  }

  @Test
  void longMessage_isCut() {
    trail.add("t", Calls.breadcrumb("x".repeat(100_000)));

    assertThat(trail.of("t").get(0).message()).hasSize(1024);
  }

  @Test
  void clear_forgetsEverything() {
    trail.add("t", Calls.breadcrumb("m"));
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

  private void churn(int n) {
    for (int i = 0; i < 2_000; i++) {
      int thread = i * 4 + n;
      trail.add(thread, Calls.breadcrumb("m" + thread));
      trail.add("shared", Calls.breadcrumb("s"));
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
