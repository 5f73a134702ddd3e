package dev.whorl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whorl.event.LogCall;
import dev.whorl.testing.Calls;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class CallGroupsTest {
  private final AtomicInteger computed = new AtomicInteger();
  private final CallGroups groups = new CallGroups(call -> "group-" + computed.incrementAndGet());

  private static Calls call(Throwable thrown) {
    return Calls.call().thrown(thrown);
  }

  private static LogCall with(LogCall call, long threadId, Map<String, String> mdc) {
    return new LogCall(
        call.timestamp(),
        call.severity(),
        call.logger(),
        call.threadName(),
        threadId,
        call.message(),
        call.thrown(),
        mdc,
        call.keyValues(),
        call.markers(),
        call.markerFingerprint(),
        List.of(Calls.breadcrumb("before")));
  }

  @Test
  void sameCall_isComputedOnce() {
    Throwable thrown = new IllegalStateException("x");

    assertThat(groups.of(call(thrown).mdc("a", "1").build())).isEqualTo("group-1");
    assertThat(groups.of(call(thrown).mdc("a", "1").build())).isEqualTo("group-1");
    assertThat(computed).hasValue(1);
  }

  /** What differs behind an async appender, which copies the event. */
  @Test
  void threadIdBreadcrumbsAndOrderOfMdc_doNotCount() {
    LogCall call = call(new IllegalStateException("x")).mdc("a", "1").mdc("b", "2").build();
    Map<String, String> reversed = new LinkedHashMap<>();
    reversed.put("b", "2");
    reversed.put("a", "1");

    assertThat(groups.of(with(call, 0, reversed))).isEqualTo(groups.of(call));
  }

  static List<UnaryOperator<Calls>> changes() {
    return List.of(
        calls -> calls,
        calls -> calls.mdc("fingerprint", "a"),
        calls -> calls.mdc("fingerprint", "b"),
        calls -> calls.mdc("a", "b, c=d"),
        calls -> calls.mdc("a", "b").mdc("c", "d"),
        calls -> calls.mdc("a", null),
        calls -> calls.mdc("a", "null"),
        calls -> calls.keyValue("fingerprint", "a"),
        calls -> calls.keyValue("fingerprint", List.of("a", "b")),
        calls -> calls.keyValue("fingerprint", List.of("a, b")),
        calls -> calls.keyValue("fingerprint", List.of(List.of("a"), "b")),
        calls -> calls.keyValue("fingerprint", Map.of("a", "b")),
        calls -> calls.markers("A", "B"),
        calls -> calls.markers("A, B"),
        calls -> calls.markerFingerprint("a"),
        calls -> calls.markerFingerprint("b"),
        calls -> calls.threadName("other"),
        calls -> calls.message("other"),
        calls -> calls.message("it {}", "it broke", "broke"),
        calls -> calls.message("it {}", "it broke", "broke", "more"));
  }

  /** All in the same instant. */
  @Test
  void whateverElseDiffers_isAnotherCall() {
    Throwable thrown = new IllegalStateException("x");
    List<String> found =
        changes().stream().map(change -> groups.of(change.apply(call(thrown)).build())).toList();

    assertThat(found).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void equalContent_isTheSameCall(UnaryOperator<Calls> change) {
    Throwable thrown = new IllegalStateException("x");

    assertThat(groups.of(change.apply(call(thrown)).build()))
        .isEqualTo(groups.of(change.apply(call(thrown)).build()));
  }

  @Test
  void equalThrowable_isAnotherCall() {
    class Equal extends RuntimeException {
      private static final long serialVersionUID = 1;

      @Override
      public boolean equals(Object other) {
        return other instanceof Equal;
      }

      @Override
      public int hashCode() {
        return 1;
      }
    }

    assertThat(groups.of(call(new Equal()).build()))
        .isNotEqualTo(groups.of(call(new Equal()).build()));
  }

  @Test
  void callWithoutThrowable_hasNone() {
    assertThat(groups.of(Calls.call().build())).isNull();
    assertThat(computed).hasValue(0);
  }

  @Test
  void oneThrowableLoggedForEver_isBounded() {
    Throwable constant = new IllegalStateException("x");
    for (int i = 0; i < 3 * CallGroups.MAX_CALLS; i++) {
      String first = groups.of(call(constant).message("call " + i).build());

      assertThat(groups.of(call(constant).message("call " + i).build())).isEqualTo(first);
      assertThat(groups.size()).isLessThanOrEqualTo(CallGroups.MAX_CALLS);
    }
    assertThat(computed).hasValue(3 * CallGroups.MAX_CALLS);
  }

  @Test
  void throwable_isNotHeldAndItsCallsAreForgottenWithIt() {
    List<WeakReference<Throwable>> thrown = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Throwable each = new IllegalStateException("x");
      thrown.add(new WeakReference<>(each));
      groups.of(call(each).build());
    }
    Awaitility.await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(thrown).allMatch(each -> each.get() == null);
              assertThat(groups.size()).isZero();
            });
  }

  @Test
  void failure_isTheFirstAskersAndNotComputedAgain() {
    CallGroups failing =
        new CallGroups(
            call -> {
              computed.incrementAndGet();
              throw new IllegalStateException("broken");
            });
    LogCall call = call(new IllegalStateException("x")).build();

    assertThatThrownBy(() -> failing.of(call)).hasMessage("broken");
    assertThat(failing.of(call)).isNull();
    assertThat(computed).hasValue(1);
  }

  /** Computes when it is let. */
  private final class Slow implements Function<LogCall, String> {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public String apply(LogCall call) {
      int number = computed.incrementAndGet();
      if (number == 1) {
        begun.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return "group-" + number;
    }
  }

  private static Thread started(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  @Test
  void twoThreadsAtOnce_computeOnceEvenIfTheSecondIsInterrupted() throws Exception {
    Slow slow = new Slow();
    CallGroups shared = new CallGroups(slow);
    LogCall call = call(new IllegalStateException("x")).build();
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    started(() -> first.complete(shared.of(call)));
    slow.begun.await();
    Thread waiting =
        started(
            () -> {
              second.complete(shared.of(call));
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    waiting.interrupt();
    Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    slow.goOn.countDown();

    assertThat(first.get()).isEqualTo("group-1");
    assertThat(second.get()).isEqualTo("group-1");
    assertThat(interrupted.get()).isTrue();
  }

  @Test
  void threadThatIsHeldUp_holdsUpNoOtherForEver() throws Exception {
    Slow slow = new Slow();
    CallGroups shared = new CallGroups(slow);
    Throwable thrown = new IllegalStateException("x");
    Thread heldUp = started(() -> shared.of(call(thrown).build()));
    slow.begun.await();

    assertThat(shared.of(call(thrown).message("another call").build())).isEqualTo("group-2");
    assertThat(shared.of(call(thrown).build())).isEqualTo("group-3");
    slow.goOn.countDown();
    heldUp.join();
  }
}
