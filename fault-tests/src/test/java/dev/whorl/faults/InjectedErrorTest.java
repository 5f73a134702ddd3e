package dev.whorl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.whorl.faults.BadThrowable.Place;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors that nobody can foresee, in each step that code from outside can reach. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class InjectedErrorTest {
  private static final Supplier<Error> NO_MEMORY = () -> new OutOfMemoryError("injected");
  private static final Supplier<Error> NO_STACK = StackOverflowError::new;

  static Stream<Arguments> places() {
    return Cases.onEach((Object[]) Place.values());
  }

  @ParameterizedTest
  @MethodSource("places")
  void outOfMemoryInAThrowable_costsAtMostItsEvent(Library library, Place place) {
    throwableFails(library, new BadThrowable(place, NO_MEMORY));
  }

  @ParameterizedTest
  @MethodSource("places")
  void stackOverflowInAThrowable_costsAtMostItsEvent(Library library, Place place) {
    throwableFails(library, new BadThrowable(place, NO_STACK));
  }

  private static void throwableFails(Library library, BadThrowable bad) {
    try (FaultServer server = new FaultServer();
        Candidate candidate = library.start(Setup.patiently(server))) {
      candidate.error("before");
      assertThatCode(
              () ->
                  candidate.in(
                      Map.of("fingerprint", "{{ default }}, {{ throwable.detail }}"),
                      () -> candidate.error("faults", "bad", bad)))
          .doesNotThrowAnyException();
      candidate.error("after");
      candidate.stop();

      assertOnlyTheBadOneMayBeMissing(candidate, server);
    }
  }

  private static void assertOnlyTheBadOneMayBeMissing(Candidate candidate, FaultServer server) {
    Books.assertAgree(candidate, server);
    assertThat(candidate.metrics().logged()).isEqualTo(3);
    assertThat(candidate.metrics().waiting()).isZero();
    assertThat(server.book().texts()).contains("before", "after");
    assertThat(Books.dropped(candidate.metrics()).keySet()).isSubsetOf("internal_error");
  }

  static Stream<Arguments> hooks() {
    return Cases.onEach(
        Hooks.RunsOutOfMemory.class,
        Hooks.OverflowsTheStack.class,
        Hooks.PutsWhatFails.class,
        Hooks.PutsWhatFailsLater.class);
  }

  @ParameterizedTest
  @MethodSource("hooks")
  void errorInAHookOrInWhatItPut_costsAtMostItsEvent(Library library, Class<?> hook) {
    try (FaultServer server = new FaultServer();
        Candidate candidate =
            library.start(Setup.patiently(server, "beforeSend", hook.getName()))) {
      for (String message : new String[] {"before", "bad", "after"}) {
        candidate.error(message);
      }
      candidate.stop();

      assertOnlyTheBadOneMayBeMissing(candidate, server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void errorInAnArgument_costsAtMostItsEvent(Library library) {
    Object argument =
        new Object() {
          @Override
          public String toString() {
            throw NO_MEMORY.get();
          }
        };
    try (FaultServer server = new FaultServer();
        Candidate candidate = library.start(Setup.patiently(server))) {
      candidate.error("before");
      assertThatCode(() -> candidate.errorWith("bad {}", argument)).doesNotThrowAnyException();
      candidate.error("after");
      candidate.stop();

      assertOnlyTheBadOneMayBeMissing(candidate, server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void causesInACircle_areSent(Library library) {
    Exception first = new IllegalStateException("first");
    Exception second = new IllegalArgumentException("second", first);
    first.initCause(second);
    try (FaultServer server = new FaultServer();
        Candidate candidate = library.start(Setup.patiently(server))) {
      candidate.error("before");
      candidate.error("faults", "bad", second);
      candidate.error("after");
      candidate.stop();

      assertOnlyTheBadOneMayBeMissing(candidate, server);
      Eventually.holds(5, () -> assertThat(server.book().texts()).hasSize(3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void tenThousandCauses_areSent(Library library) {
    Throwable deep = new IllegalStateException("deepest");
    for (int i = 0; i < 10_000; i++) {
      deep = new IllegalStateException("level", deep);
      deep.setStackTrace(Arrays.copyOf(deep.getStackTrace(), 1));
    }
    Throwable deepest = deep;
    try (FaultServer server = new FaultServer();
        Candidate candidate = library.start(Setup.patiently(server))) {
      candidate.error("before");
      try {
        candidate.error("faults", "bad", deepest);
      } catch (StackOverflowError e) {
        // Logback itself reads causes by recursion, before it asks any appender.
        assertThat(library).isEqualTo(Library.LOGBACK);
        candidate.error("instead");
      }
      candidate.error("after");
      candidate.stop();

      assertOnlyTheBadOneMayBeMissing(candidate, server);
    }
  }
}
